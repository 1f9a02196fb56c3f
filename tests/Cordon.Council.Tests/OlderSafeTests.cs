using System.Text.Json;
using System.Text.Json.Nodes;
using Cordon.Cli.Council;
using Cordon.Contracts;
using Cordon.Contracts.Tests;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Council.Tests;

/// <summary>Councils that run an older Safe, with the code that was published, and owners that are Safes themselves.
/// </summary>
public class OlderSafeTests(CouncilChain chain) : IClassFixture<CouncilChain>
{
    private static readonly Address Stranger = SomeSettings.Account(98);
    private static readonly AbiFunction Check =
        AbiFunction.Parse("checkSignatures(bytes32 dataHash,bytes data,bytes signatures)");

    private Address[] Owners => [.. chain.Owners.Select(owner => owner.Address)];

    [Theory]
    [InlineData("1.3.0")]
    [InlineData("1.4.1")]
    public async Task It_is_known_by_its_code_and_what_it_does_is_explained(string version)
    {
        OlderSafe older = await OlderSafe.CreateAsync(chain, version, Owners, 2);
        Address[] owners = await chain.ReadAsync(older.Safe, new Safe.GetOwnersCall());
        SafeTransaction swap = To(older.Safe, older.Safe,
            new Safe.SwapOwnerCall(owners[0], owners[1], Stranger).Encode());

        Shown shown = await ShowAsync(swap, chain.Owners[..2]);

        Assert.Equal("", shown.Dangers);
        JsonElement safe = shown.Json.GetProperty("safe");
        Assert.Equal(version, safe.GetProperty("version").GetString());
        Assert.Equal(2, safe.GetProperty("signed").GetInt32());
        Assert.Equal("Safe", shown.Json.GetProperty("call").GetProperty("contract").GetString());
        Assert.Contains($"{Stranger.ToChecksumString()} becomes an owner of the Safe.", shown.Words);
        Hash256 own = await chain.ReadAsync(older.Safe, new Safe.GetTransactionHashCall(
            swap.To, 0, swap.Data, 0, 0, 0, 0, Address.Zero, Address.Zero, 0));
        Assert.Equal($"{own}", shown.Json.GetProperty("safeTxHash").GetString());
    }

    [Theory]
    [InlineData("1.3.0")]
    [InlineData("1.4.1")]
    public async Task A_batch_within_a_batch_is_decoded_to_the_last_call(string version)
    {
        OlderSafe older = await OlderSafe.CreateAsync(chain, version, Owners, 2);
        byte[] inner = Batches.Of(
            (older.Safe, new Safe.ChangeThresholdCall(3).Encode(), false),
            (Stranger, [], false));
        byte[] outer = Batches.Of(
            (chain.Chain.Token, new Erc20.TransferCall(Stranger, UInt256.Zero).Encode(), false),
            (older.MultiSend, inner, true));

        SafeTransaction transaction = To(older.Safe, older.MultiSend, outer) with { IsDelegateCall = true };
        Shown shown = await ShowAsync(transaction, [], "--trust", $"{chain.Chain.Token}");

        Assert.Equal("", shown.Dangers);
        JsonElement[] calls = [.. shown.Json.GetProperty("call").GetProperty("calls").EnumerateArray()];
        Assert.Equal(["transfer(address,uint256)", "multiSend(bytes)"],
            calls.Select(call => call.GetProperty("function").GetString()));
        Assert.Equal(["1.2.1", "1.2.2"],
            calls[1].GetProperty("calls").EnumerateArray().Select(call => call.GetProperty("path").GetString()));
        Assert.Contains("3 of 3 owners must sign, not 2 of 3.", shown.Words);
    }

    [Theory]
    [InlineData("1.3.0")]
    [InlineData("1.4.1")]
    public async Task An_unknown_delegatecall_hidden_in_a_nested_batch_is_found_and_what_it_replaces(string version)
    {
        OlderSafe older = await OlderSafe.CreateAsync(chain, version, Owners, 2);
        byte[] outer = Batches.Of((older.MultiSend, Batches.Of((chain.Hijacker, [1, 2, 3, 4], true)), true));

        Shown shown = await ShowAsync(To(older.Safe, older.MultiSend, outer) with { IsDelegateCall = true }, []);

        Assert.Equal(1, shown.ExitCode);
        Assert.Contains("call 1.1.1: DELEGATECALL", shown.Dangers);
        Assert.Contains("UNKNOWN FUNCTION", shown.Dangers);
        Assert.Contains("THE SAFE'S OWN CODE IS REPLACED", shown.Dangers);
    }

    [Fact]
    public async Task Zero_in_a_batch_means_the_Safe_for_the_newest_MultiSend_only()
    {
        OlderSafe older = await OlderSafe.CreateAsync(chain, "1.4.1", Owners, 2);
        byte[] batch = Batches.Of((Address.Zero, new Safe.ChangeThresholdCall(3).Encode(), false));

        Shown shown = await ShowAsync(To(older.Safe, older.MultiSend, batch) with { IsDelegateCall = true }, []);

        Assert.Contains($"There is no code at {Address.Zero.ToChecksumString()}", shown.Dangers);
        Assert.DoesNotContain("must sign", shown.Words);
    }

    [Theory]
    [InlineData("1.3.0")]
    [InlineData("1.4.1")]
    [InlineData("1.5.0")]
    public async Task An_owner_that_is_a_Safe_signs_as_the_Safe_above_it_would_accept(string version)
    {
        (Address inner, Address outer) = await NestAsync(version);
        SafeTransaction payment = To(outer, Stranger, []);
        Hash256 hash = payment.Hash(DeployChain.ChainId);
        byte[] asked = version == "1.5.0" ? hash.ToArray() : payment.Preimage(DeployChain.ChainId);
        Hash256 message = await chain.ReadAsync(inner, new SafeFallbackHandler.GetMessageHashCall(asked));
        byte[] good = ByContract(inner, chain.Owners[0].Sign(message).ToArray());

        Shown shown = await ShownAsync(payment, inner, good);
        Assert.Equal("", shown.Dangers);
        Assert.True(shown.Json.GetProperty("safe").GetProperty("reachesThreshold").GetBoolean());
        Assert.True(await AcceptsAsync(good));

        byte[] bad = ByContract(inner, chain.Owners[1].Sign(message).ToArray()); // no owner of the inner Safe
        Shown refused = await ShownAsync(payment, inner, bad);
        Assert.Contains("is refused by the contract", refused.Dangers);
        Assert.False(refused.Json.GetProperty("safe").GetProperty("reachesThreshold").GetBoolean());
        Assert.False(await AcceptsAsync(bad));

        // The Safe's own verdict, which is what counts.
        async Task<bool> AcceptsAsync(byte[] signature)
        {
            byte[] data = Check.EncodeCall(hash, payment.Preimage(DeployChain.ChainId), signature);
            try
            {
                await chain.Chain.Node.CallAsync(outer, data, "latest", DeployChain.Stop);
                return true;
            }
            catch (RpcErrorException)
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task An_owner_whose_code_breaks_off_spoils_its_own_signature_and_not_the_report()
    {
        Address breaking = await chain.CreateAsync(Hex.Parse("0x60018060093d393df3" + "fe")); // runs into 0xfe
        Address safe = await chain.CreateSafeAsync([breaking], 1);

        Shown shown = await ShownAsync(To(safe, Stranger, []), breaking, ByContract(breaking, [1]));

        Assert.Contains($"The signature of {breaking.ToChecksumString()} is refused by the contract.", shown.Dangers);
    }

    // A Safe whose only owner is a Safe whose only owner is the first of the chain's.
    private async Task<(Address Inner, Address Outer)> NestAsync(string version)
    {
        if (version != "1.5.0")
        {
            OlderSafe inner = await OlderSafe.CreateAsync(chain, version, Owners[..1], 1);
            return (inner.Safe, (await OlderSafe.CreateAsync(chain, version, [inner.Safe], 1)).Safe);
        }

        Address below = await chain.CreateSafeAsync(Owners[..1], 1);
        return (below, await chain.CreateSafeAsync([below], 1));
    }

    private Task<Shown> ShownAsync(SafeTransaction transaction, Address owner, byte[] signature)
    {
        JsonObject json = SafeTransactionJson.Of(transaction, DeployChain.ChainId);
        json["confirmations"] = new JsonArray(new JsonObject
        {
            ["owner"] = owner.ToChecksumString(),
            ["signature"] = Hex.Format(signature),
            ["signatureType"] = "CONTRACT_SIGNATURE",
        });
        return Shown.OfAsync(json, chain.Url);
    }

    private static byte[] ByContract(Address owner, byte[] own) =>
    [
        .. new Hash256(owner.ToUInt256()).ToArray(), .. new Hash256((UInt256)65).ToArray(), 0,
        .. new Hash256((UInt256)(ulong)own.Length).ToArray(), .. own,
    ];

    private static SafeTransaction To(Address safe, Address to, byte[] data) => new()
    {
        Safe = safe,
        To = to,
        Data = data,
    };

    private Task<Shown> ShowAsync(SafeTransaction transaction, PrivateKey[] signers, params string[] more) =>
        Shown.OfAsync(SafeTransactionJson.Of(transaction, DeployChain.ChainId, signers), chain.Url, more);
}
