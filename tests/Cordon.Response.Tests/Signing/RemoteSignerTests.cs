using Cordon.Ethereum;
using Cordon.Response.Signing;
using Cordon.Response.Tests.Kit;

namespace Cordon.Response.Tests.Signing;

/// <summary>A signing service may be broken or hostile: nothing is sent that was not asked for.</summary>
public sealed class RemoteSignerTests
{
    private static readonly Transaction Asked = new()
    {
        ChainId = 1,
        Nonce = 3,
        GasLimit = 21_000,
        MaxFeePerGas = 10,
        MaxPriorityFeePerGas = 1,
        To = ChainRig.Target,
    };

    [Fact]
    public async Task Takes_the_transaction_as_bytes_or_as_the_member_raw()
    {
        using PrivateKey key = PrivateKey.Generate();
        string raw = "0x" + Convert.ToHexStringLower(Asked.Sign(key).Encode());

        foreach (string result in (string[])[$"\"{raw}\"", $"{{\"raw\":\"{raw}\",\"tx\":{{}}}}"])
            Assert.Equal(Asked.Sign(key).Hash(), (await SignAsync(key.Address, result)).Hash());
    }

    [Fact]
    public async Task Refuses_another_transaction_than_the_one_asked_for()
    {
        using PrivateKey key = PrivateKey.Generate();
        byte[] other = (Asked with { Value = 1 }).Sign(key).Encode();

        SigningException refused = await Assert.ThrowsAsync<SigningException>(() =>
            SignAsync(key.Address, $"\"0x{Convert.ToHexStringLower(other)}\""));
        Assert.Contains("signed another transaction", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_the_signature_of_another_key()
    {
        using PrivateKey key = PrivateKey.Generate(), stranger = PrivateKey.Generate();
        byte[] raw = Asked.Sign(stranger).Encode();

        SigningException refused = await Assert.ThrowsAsync<SigningException>(() =>
            SignAsync(key.Address, $"\"0x{Convert.ToHexStringLower(raw)}\""));
        Assert.Contains($"with the key of {stranger.Address}", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("17")]
    [InlineData("\"0x\"")]
    [InlineData("\"0xzz\"")]
    [InlineData("\"0x02c0\"")]
    [InlineData("{\"tx\":1}")]
    [InlineData("{\"raw\":[]}")]
    public async Task Refuses_what_is_no_signed_transaction(string result) =>
        await Assert.ThrowsAsync<SigningException>(() => SignAsync(ChainRig.Target, result));

    private static async Task<SignedTransaction> SignAsync(Address address, string result)
    {
        await using ScriptedNode service = ScriptedNode.Answering(_ => $"\"result\":{result}");
        return await new RemoteSigner(service.Client, address).SignAsync(Asked, ChainRig.Cancellation);
    }
}
