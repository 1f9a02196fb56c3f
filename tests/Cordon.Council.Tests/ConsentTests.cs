using System.Text.Json;
using System.Text.Json.Nodes;
using Cordon.Cli.Council;
using Cordon.Contracts;
using Cordon.Contracts.Tests;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Council.Tests;

/// <summary>The hash and the signatures are worked out here, whatever the file says.</summary>
public class ConsentTests(CouncilChain chain) : IClassFixture<CouncilChain>
{
    private SafeTransaction Overturn => new()
    {
        Safe = chain.Plan.Council,
        To = chain.Plan.Registry,
        Data = new IncidentRegistry.OverturnCall(chain.QuorumIncident).Encode(),
    };

    [Fact]
    public async Task The_hash_is_the_one_the_Safe_itself_computes_for_any_transaction()
    {
        Random random = new(20_261_122);
        for (int i = 0; i < 20; i++)
        {
            byte[] data = new byte[random.Next(0, 200)];
            random.NextBytes(data);
            SafeTransaction any = new()
            {
                Safe = chain.Plan.Council,
                To = Any(),
                Value = (ulong)random.NextInt64(),
                Data = data,
                IsDelegateCall = i % 2 == 1,
                SafeTxGas = (ulong)random.Next(),
                BaseGas = (ulong)random.Next(),
                GasPrice = (ulong)random.Next(),
                GasToken = Any(),
                RefundReceiver = Any(),
                Nonce = (ulong)random.Next(),
            };

            Hash256 expected = await chain.ReadAsync(chain.Plan.Council, new Safe.GetTransactionHashCall(
                any.To, any.Value, any.Data, (byte)(any.IsDelegateCall ? 1 : 0), any.SafeTxGas, any.BaseGas,
                any.GasPrice, any.GasToken, any.RefundReceiver, any.Nonce));
            Assert.True(expected == any.Hash(DeployChain.ChainId), $"seed 20261122, transaction {i}");
        }

        Address Any()
        {
            byte[] bytes = new byte[Address.SizeBytes];
            random.NextBytes(bytes);
            return new Address(bytes);
        }
    }

    [Fact]
    public async Task A_changed_hash_is_a_danger()
    {
        JsonObject json = SafeTransactionJson.Of(Overturn, DeployChain.ChainId, chain.Owners[0]);
        json["safeTxHash"] = Keccak256.HashUtf8("another").ToString();

        Shown shown = await Shown.OfAsync(json, chain.Url);

        Assert.Equal(1, shown.ExitCode);
        Assert.Contains("THE HASH IS NOT THIS TRANSACTION'S", shown.Dangers);
    }

    [Fact]
    public async Task Calldata_changed_after_the_signing_spoils_hash_and_signatures()
    {
        JsonObject json = SafeTransactionJson.Of(Overturn, DeployChain.ChainId, chain.Owners[0], chain.Owners[1]);
        json["data"] = Hex.Format(new IncidentRegistry.ResolveCall(chain.SoloIncident, 3).Encode());

        Shown shown = await Shown.OfAsync(json, chain.Url);

        Assert.Contains("THE HASH IS NOT THIS TRANSACTION'S", shown.Dangers);
        Assert.Contains("confirmations[0]: The signature of", shown.Dangers);
        Assert.Contains("confirmations[1]: The signature of", shown.Dangers);
        Assert.Equal(0, shown.Json.GetProperty("safe").GetProperty("signed").GetInt32());
    }

    [Fact]
    public async Task A_signature_of_another_transaction_or_of_a_stranger_does_not_count()
    {
        using PrivateKey stranger = PrivateKey.Generate();
        JsonObject json = SafeTransactionJson.Of(Overturn, DeployChain.ChainId, chain.Owners[0], stranger);
        json["confirmations"]![0]!["signature"] =
            Hex.Format(chain.Owners[0].Sign(Keccak256.HashUtf8("another")).ToArray());

        Shown shown = await Shown.OfAsync(json, chain.Url);

        JsonElement[] found = [.. shown.Json.GetProperty("signatures").EnumerateArray()];
        Assert.Equal([false, true], found.Select(one => one.GetProperty("isValid").GetBoolean()));
        Assert.Equal([true, false], found.Select(one => one.GetProperty("isOwner").GetBoolean()));
        Assert.Contains("and is no owner of the Safe", shown.Dangers);
        Assert.Equal(0, shown.Json.GetProperty("safe").GetProperty("signed").GetInt32());
    }

    [Fact]
    public async Task An_owner_who_signs_twice_counts_once()
    {
        JsonObject json = SafeTransactionJson.Of(Overturn, DeployChain.ChainId, chain.Owners[0], chain.Owners[0]);

        Shown shown = await Shown.OfAsync(json, chain.Url);

        Assert.Contains("is listed 2 times and counts once", shown.Remarks("caution"));
        Assert.False(shown.Json.GetProperty("safe").GetProperty("reachesThreshold").GetBoolean());
    }

    [Fact]
    public async Task A_message_signature_and_an_approval_on_the_chain_count()
    {
        SafeTransaction transaction = Overturn;
        Hash256 hash = transaction.Hash(DeployChain.ChainId);
        JsonObject json = SafeTransactionJson.Of(transaction, DeployChain.ChainId, chain.Owners[0], chain.Owners[1]);
        byte[] message = chain.Owners[0].Sign(
            Keccak256.Hash([.. "\u0019Ethereum Signed Message:\n32"u8, .. hash.ToArray()])).ToArray();
        message[^1] += 4;
        json["confirmations"]![0]!["signature"] = Hex.Format(message);
        json["confirmations"]![1]!["signature"] = null;

        Shown before = await Shown.OfAsync(json, chain.Url);
        Assert.Contains("has not approved this hash on the chain", before.Dangers);
        Assert.Equal(1, before.Json.GetProperty("safe").GetProperty("signed").GetInt32());

        await chain.ActAsync(chain.Owners[1].Address, chain.Plan.Council, new Safe.ApproveHashCall(hash).Encode());
        Shown after = await Shown.OfAsync(json, chain.Url);
        Assert.Equal("", after.Dangers);
        Assert.True(after.Json.GetProperty("safe").GetProperty("reachesThreshold").GetBoolean());
        Assert.Equal(["message", "onchain"], after.Json.GetProperty("signatures").EnumerateArray()
            .Select(one => one.GetProperty("kind").GetString()));
    }

    [Fact]
    public async Task A_later_nonce_and_a_refund_are_pointed_out()
    {
        Shown later = await Shown.OfAsync(
            SafeTransactionJson.Of(Overturn with { Nonce = 5 }, DeployChain.ChainId), chain.Url);
        Assert.Contains("5 other transactions come first", later.Remarks("caution"));
        Assert.Contains("is overturned", later.Words); // simulated all the same

        Shown refund = await Shown.OfAsync(
            SafeTransactionJson.Of(Overturn with { GasPrice = 1_000_000 }, DeployChain.ChainId), chain.Url);
        Assert.Contains("This can drain it.", refund.Dangers);
    }

    [Fact]
    public async Task An_executed_transaction_is_explained_from_its_hash_as_it_was_before()
    {
        await using SecondChain second = await SecondChain.StartAsync();
        Hash256 executed = await second.ExecuteOverturnAsync();

        Shown shown = await Shown.RunAsync(
            "", "council", "show", $"{executed}", "--rpc", second.Chain.Url, "--json");

        Assert.Equal("", shown.Error);
        Assert.Equal("", shown.Dangers);
        Assert.Equal($"{executed}", shown.Json.GetProperty("executedIn").GetString());
        Assert.Contains("is overturned", shown.Words);
        Assert.True(shown.Json.GetProperty("safe").GetProperty("reachesThreshold").GetBoolean());

        JsonObject replay = SafeTransactionJson.Of(
            Overturn with { Safe = second.Chain.Plan.Council, To = second.Chain.Plan.Registry }, DeployChain.ChainId);
        Shown again = await Shown.OfAsync(replay, second.Chain.Url);
        Assert.Contains("was used already", again.Dangers);
    }
}
