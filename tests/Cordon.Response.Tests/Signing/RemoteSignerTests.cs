using Cordon.Domain.Attestations;
using Cordon.Ethereum;
using Cordon.Response.Attestations;
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

    private static readonly Hash256 Drain = Keccak256.HashUtf8("drain");
    private static readonly AttestationDomain Domain = new(
        new RegistryScope(ChainRig.ChainId, ChainRig.Target, ChainRig.Target));

    private static string Typed => Domain.TypedData(Drain, Verdict.Attack);

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

    [Fact]
    public async Task A_service_that_keeps_the_key_signs_an_attestation_as_the_contract_wants_it()
    {
        await using ChainRig rig = await ChainRig.StartAsync();
        string accounts = await rig.AskAsync("eth_accounts");
        var remote = new RemoteSigner(rig.Node, Address.Parse(accounts[2..44])); // anvil holds this key itself

        Signature signature = await remote.SignTypedDataAsync(Typed, ChainRig.Cancellation);

        var attestation = new Attestation(Drain, Verdict.Attack, remote.Address, CompactSignature.Of(signature));
        Assert.True(Domain.IsSigned(attestation));
        Assert.False(Domain.IsSigned(attestation with { Verdict = Verdict.NoAttack }));
    }

    [Fact]
    public async Task Asks_for_the_typed_data_as_it_is_and_names_the_account()
    {
        using PrivateKey key = PrivateKey.Generate();
        string asked = "";
        await using ScriptedNode service = ScriptedNode.Answering(request =>
        {
            asked = request;
            return $"\"result\":\"{Hex.Format(key.Sign(Domain.Digest(Drain, Verdict.Attack)).ToArray())}\"";
        });

        await new RemoteSigner(service.Client, key.Address).SignTypedDataAsync(Typed, ChainRig.Cancellation);

        Assert.Contains("eth_signTypedData_v4", asked, StringComparison.Ordinal);
        Assert.Contains($"[\"{key.Address}\",{Typed}]", asked, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)] // the right data with another key
    [InlineData(false)] // other data with the right key
    public async Task Refuses_a_signature_of_another_key_or_of_another_verdict(bool isStranger)
    {
        using PrivateKey key = PrivateKey.Generate(), stranger = PrivateKey.Generate();
        Signature wrong = isStranger
            ? stranger.Sign(Domain.Digest(Drain, Verdict.Attack))
            : key.Sign(Domain.Digest(Drain, Verdict.NoAttack));

        SigningException refused = await Assert.ThrowsAsync<SigningException>(
            () => SignTypedAsync(key.Address, $"\"{Hex.Format(wrong.ToArray())}\""));
        Assert.Contains("signed with another key", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("17")]
    [InlineData("\"0x\"")]
    [InlineData("\"0xzz\"")]
    [InlineData("{\"signature\":\"0x00\"}")]
    [InlineData("\"0x0000000000000000000000000000000000000000000000000000000000000000"
        + "00000000000000000000000000000000000000000000000000000000000000001b\"")]
    public async Task Refuses_what_is_no_signature(string result) =>
        await Assert.ThrowsAsync<SigningException>(() => SignTypedAsync(ChainRig.Target, result));

    private static async Task<Signature> SignTypedAsync(Address address, string result)
    {
        await using ScriptedNode service = ScriptedNode.Answering(_ => $"\"result\":{result}");
        return await new RemoteSigner(service.Client, address).SignTypedDataAsync(Typed, ChainRig.Cancellation);
    }

    private static async Task<SignedTransaction> SignAsync(Address address, string result)
    {
        await using ScriptedNode service = ScriptedNode.Answering(_ => $"\"result\":{result}");
        return await new RemoteSigner(service.Client, address).SignAsync(Asked, ChainRig.Cancellation);
    }
}
