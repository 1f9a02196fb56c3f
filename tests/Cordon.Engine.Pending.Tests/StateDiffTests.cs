using System.Text;
using System.Text.Json;
using Cordon.Ethereum;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Engine.Pending.Tests;

public class StateDiffTests
{
    private static readonly Address One = Transactions.Account(1);
    private static readonly Address Two = Transactions.Account(2);

    [Fact]
    public void Later_changes_are_put_on_top_of_earlier_ones()
    {
        StateDiff diff = Then(
            StateDiff.Empty,
            $"{{'{One}':{{'balance':'0x5'}}}}",
            $"{{'{One}':{{'balance':'0x4','nonce':1,'storage':{{'{Word(1)}':'{Word(7)}'}}}}}}");
        diff = Then(
            diff,
            $"{{'{One}':{{'balance':'0x4','nonce':1}}}}",
            $"{{'{One}':{{'nonce':'0x2'}},'{Two}':{{'code':'0xAB','storage':{{'{Word(2)}':'{Word(8)}'}}}}}}");

        JsonElement written = Write(diff);
        Assert.Equal("0x4", Member(written, One, "balance").GetString());
        Assert.Equal("0x2", Member(written, One, "nonce").GetString());
        Assert.Equal(Word(7), Member(written, One, "stateDiff").GetProperty(Word(1)).GetString());
        Assert.Equal("0xab", Member(written, Two, "code").GetString());
        Assert.Equal(Word(8), Member(written, Two, "stateDiff").GetProperty(Word(2)).GetString());
    }

    [Fact]
    public void A_slot_that_was_and_is_no_longer_holds_zero()
    {
        StateDiff diff = Then(
            StateDiff.Empty,
            $"{{'{One}':{{'balance':'0x5','storage':{{'{Word(1)}':'{Word(5)}'}}}}}}",
            $"{{'{One}':{{}}}}");

        JsonElement account = Write(diff).GetProperty(One.ToString());
        Assert.Equal(Word(0), account.GetProperty("stateDiff").GetProperty(Word(1)).GetString());
        Assert.False(account.TryGetProperty("balance", out _)); // as it was
    }

    [Fact]
    public void An_account_that_was_and_is_no_longer_has_nothing()
    {
        StateDiff diff = Then(StateDiff.Empty, $"{{'{One}':{{'balance':'0x5','code':'0x60'}}}}", "{}");

        JsonElement account = Write(diff).GetProperty(One.ToString());
        Assert.Equal(("0x0", "0x0", "0x"), (account.GetProperty("balance").GetString(),
            account.GetProperty("nonce").GetString(), account.GetProperty("code").GetString()));
        Assert.Empty(account.GetProperty("state").EnumerateObject());
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"pre":{},"post":7}""")]
    [InlineData("""{"pre":{"0x12":{}},"post":{}}""")]
    [InlineData("""{"pre":{},"post":{"0x0000000000000000000000000000000000000001":{"balance":"0xzz"}}}""")]
    [InlineData("""{"pre":{},"post":{"0x0000000000000000000000000000000000000001":{"code":"\"},\"evil\":{"}}}""")]
    [InlineData("""{"pre":{},"post":{"0x0000000000000000000000000000000000000001":{"nonce":-1}}}""")]
    [InlineData("""{"pre":{},"post":{"0x0000000000000000000000000000000000000001":{"storage":{"0x1":"0x1"}}}}""")]
    [InlineData("""{"pre":{},"post":{"0x0000000000000000000000000000000000000001":{"storage":{"0x1":null}}}}""")]
    public void What_is_no_change_of_state_is_refused(string json) =>
        Assert.Throws<FormatException>(() => StateDiff.Empty.Then(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Random_bytes_are_refused_with_one_kind_of_error() =>
        Prop.ForAll<byte[]>(bytes =>
        {
            try
            {
                StateDiff.Empty.Then(bytes);
                return false;
            }
            catch (FormatException)
            {
                return true;
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_many_writes_of_a_slot_the_last_one_counts() =>
        Prop.ForAll<(byte Slot, byte Value)[]>(writes =>
        {
            StateDiff diff = StateDiff.Empty;
            Dictionary<int, int> expected = [];
            foreach ((byte slot, byte value) in writes)
            {
                diff = Then(diff, Storage(expected, slot), Storage(new() { [slot] = value }, slot));
                expected[slot] = value;
            }

            JsonElement written = Write(diff);
            return expected.All(pair => pair.Value == SlotIn(written, pair.Key));
        }).QuickCheckThrowOnFailure();

    // As geth shows it: a slot that holds zero is not there.
    private static string Storage(Dictionary<int, int> slots, int slot)
    {
        int value = slots.GetValueOrDefault(slot);
        string storage = value == 0 ? "" : $"'{Word(slot)}':'{Word(value)}'";
        return $"{{'{One}':{{'storage':{{{storage}}}}}}}";
    }

    private static int SlotIn(JsonElement written, int slot) =>
        written.GetProperty(One.ToString()).TryGetProperty("stateDiff", out JsonElement slots)
        && slots.TryGetProperty(Word(slot), out JsonElement value)
            ? Convert.ToInt32(value.GetString()![^2..], 16)
            : 0;

    // With quotes of one stroke.
    private static StateDiff Then(StateDiff diff, string before, string after) =>
        diff.Then(Encoding.UTF8.GetBytes($"{{'pre':{before},'post':{after}}}".Replace('\'', '"')));

    private static JsonElement Write(StateDiff diff)
    {
        var json = new StringBuilder();
        diff.Append(json);
        return JsonDocument.Parse(json.ToString()).RootElement;
    }

    private static JsonElement Member(JsonElement written, Address account, string name) =>
        written.GetProperty(account.ToString()).GetProperty(name);

    private static string Word(int number) => new Hash256((UInt256)(ulong)number).ToString();
}
