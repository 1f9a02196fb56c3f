using System.Text.Json.Nodes;
using Cordon.Cli.Council;
using Cordon.Cli.Council.Decoding;
using Cordon.Cli.Council.Signing;
using Cordon.Cli.Terminal;
using Cordon.Ethereum;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Council.Tests;

/// <summary>What comes from outside is refused with the field and what was expected, never half believed.</summary>
public class InputTests
{
    private static readonly Address Somebody = Address.Parse("0x00000000000000000000000000000000000000aa");

    [Theory]
    [InlineData("safe", null, "safe: expected an address, found nothing")]
    [InlineData("safe", "0x12", "safe: expected an address, 0x and 40 hex digits, found '0x12'")]
    [InlineData("to", null, "to: expected an address, found nothing")]
    [InlineData("to", "0x70997970c51812dc3a010C7d01b50e0d17dc79c8", "to: expected the checksum of 0x7099")]
    [InlineData("value", "-1", "value: expected a whole number from 0 to 2^256 - 1, found '-1'")]
    [InlineData("value", "1.5", "value: expected a whole number")]
    [InlineData("value", null, "value: expected a number, found nothing")]
    [InlineData("data", "0x123", "data: expected 0x and an even number of hex digits, found '0x123'")]
    [InlineData("operation", "2", "operation: expected 0 (call) or 1 (delegatecall), found 2")]
    [InlineData("operation", null, "operation: expected a number, found nothing")]
    [InlineData("nonce", null, "nonce: expected a number, found nothing")]
    [InlineData("nonce", "soon", "nonce: expected a whole number")]
    [InlineData("safeTxHash", "0x12", "safeTxHash: expected 0x and 64 hex digits, found '0x12'")]
    public async Task A_wrong_field_is_named_with_what_was_expected(string field, string? value, string message)
    {
        JsonObject json = Valid();
        json[field] = value;

        Shown shown = await Shown.RunAsync(
            json.ToJsonString(), "council", "show", "-", "--rpc", "http://127.0.0.1:1");

        Assert.Equal(ExitCode.BadInput, shown.ExitCode);
        Assert.StartsWith($"cordon: standard input: {message}", shown.Error);
        Assert.Equal("", shown.Out);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"0x\"")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("{\"nonce\":1,\"nonce\":2}")]
    [InlineData("{\"safe\":\"\\ud800\"}")]
    public async Task Garbage_is_bad_input_and_the_node_is_not_even_asked(string text)
    {
        Shown shown = await Shown.RunAsync(text, "council", "show", "-", "--rpc", "http://127.0.0.1:1");

        Assert.Equal(ExitCode.BadInput, shown.ExitCode);
        Assert.DoesNotContain("   at ", shown.Error);
    }

    [Fact]
    public async Task A_node_that_is_not_there_is_the_environments_fault()
    {
        Shown shown = await Shown.RunAsync(
            Valid().ToJsonString(), "council", "show", "-", "--rpc", "http://127.0.0.1:1");
        Assert.Equal(ExitCode.Environment, shown.ExitCode);
    }

    [Fact]
    public async Task A_file_that_is_missing_or_too_large_is_refused()
    {
        Shown missing = await Shown.RunAsync("", "council", "show", "nowhere.json", "--rpc", "http://127.0.0.1:1");
        Assert.Equal(ExitCode.BadInput, missing.ExitCode);
        Assert.Contains("nowhere.json: there is no such file", missing.Error);

        string large = new(' ', SafeTransactionReader.BytesMax + 1);
        Shown tooLarge = await Shown.RunAsync(large, "council", "show", "-", "--rpc", "http://127.0.0.1:1");
        Assert.Contains("expected at most 4194304 bytes", tooLarge.Error);
    }

    [Fact]
    public void Any_prefix_or_changed_byte_of_a_transaction_is_read_or_refused_cleanly()
    {
        byte[] valid = System.Text.Encoding.UTF8.GetBytes(Valid().ToJsonString());
        Prop.ForAll(Gen.Choose(0, valid.Length - 1).ToArbitrary(), Gen.Choose(0, 255).ToArbitrary(), (at, to) =>
        {
            byte[] changed = [.. valid];
            changed[at] = (byte)to;
            return IsClean(changed) && IsClean(valid[..at]);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_batch_that_does_not_end_with_a_call_is_refused_and_random_bytes_never_crash_it()
    {
        Assert.Throws<FormatException>(() => MultiSendBatch.Read(new byte[84]));
        Assert.Throws<FormatException>(() => MultiSendBatch.Read([2, .. new byte[84]]));
        Assert.Throws<FormatException>(() => MultiSendBatch.Read([.. new byte[84], 1]));
        Assert.Single(MultiSendBatch.Read(new byte[85]));
        Prop.ForAll<byte[]>(bytes =>
        {
            try
            {
                return MultiSendBatch.Read(bytes).Sum(call => 85 + call.Data.Length) == bytes.Length;
            }
            catch (FormatException)
            {
                return true;
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Joined_signatures_are_split_whatever_they_hold()
    {
        Assert.Equal(2, SignatureBlob.Split(new byte[130]).Count);
        Assert.Empty(SignatureBlob.Split(new byte[64]));
        byte[] ofContract =
        [
            .. new Hash256(Somebody.ToUInt256()).ToArray(), .. new Hash256((UInt256)65).ToArray(), 0,
            .. new Hash256((UInt256)3).ToArray(), 7, 8, 9,
        ];
        SafeConfirmation one = Assert.Single(SignatureBlob.Split(ofContract));
        Assert.Equal([7, 8, 9], SignatureBlob.ContractPart(one.Signature)!);
        Prop.ForAll<byte[]>(bytes => SignatureBlob.Split(bytes).Count <= bytes.Length / 65).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("0", 18, "0")]
    [InlineData("1", 18, "0.000000000000000001")]
    [InlineData("1500000000000000000", 18, "1.5")]
    [InlineData("1000000", 6, "1")]
    public void Amounts_keep_every_digit(string amount, int decimals, string text) =>
        Assert.Equal(text, EtherText.Of(UInt256.Parse(amount), decimals));

    private static bool IsClean(byte[] json)
    {
        try
        {
            return SafeTransactionReader.Read(json, "x").Safe != default;
        }
        catch (CommandException refused)
        {
            return refused.ExitCode == ExitCode.BadInput && refused.Message.StartsWith('x');
        }
    }

    private static JsonObject Valid()
    {
        SafeTransaction transaction = new() { Safe = Somebody, To = Somebody, Data = [1, 2, 3, 4] };
        return SafeTransactionJson.Of(transaction, 1);
    }
}
