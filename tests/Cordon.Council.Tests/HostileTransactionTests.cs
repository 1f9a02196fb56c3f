using System.Text.Json;
using System.Text.Json.Nodes;
using Cordon.Cli.Council;
using Cordon.Cli.Terminal;
using Cordon.Contracts;
using Cordon.Contracts.Tests;
using Cordon.Ethereum;

namespace Cordon.Council.Tests;

/// <summary>Transactions that are made to confuse who reads them, on a real chain.</summary>
public class HostileTransactionTests(CouncilChain chain) : IClassFixture<CouncilChain>
{
    private static readonly Address Stranger = SomeSettings.Account(96);

    [Fact]
    public async Task A_transaction_for_another_chain_is_refused_or_its_hash_is_a_danger()
    {
        JsonObject said = SafeTransactionJson.Of(Of(Stranger, []), DeployChain.ChainId);
        said["chainId"] = "1";
        Shown refused = await Shown.RunAsync(said.ToJsonString(), "council", "show", "-", "--rpc", chain.Url);
        Assert.Equal(ExitCode.BadInput, refused.ExitCode);
        Assert.Contains("chainId: the transaction is for chain 1, the node of --rpc is on chain 31337", refused.Error);

        said["chainId"] = "31337";
        Assert.Equal("", (await Shown.OfAsync(said, chain.Url)).Dangers);

        Shown unsaid = await Shown.OfAsync(SafeTransactionJson.Of(Of(Stranger, []), 1, chain.Owners[0]), chain.Url);
        Assert.Contains("or it is for another chain than 31337, on which the node is.", unsaid.Dangers);
        Assert.Equal(0, unsaid.Json.GetProperty("safe").GetProperty("signed").GetInt32());
    }

    [Fact]
    public async Task An_address_that_is_no_Safe_is_bad_input()
    {
        Address breaking = await chain.CreateAsync(Hex.Parse("0x60018060093d393df3" + "fe")); // runs into 0xfe
        foreach ((Address address, string message) in new[]
        {
            (Stranger, "there is no contract at"), (chain.Chain.Token, "does not answer as a Safe does"),
            (chain.Hijacker, "does not answer as a Safe does"), (breaking, "does not answer as a Safe does"),
        })
        {
            JsonObject json = SafeTransactionJson.Of(Of(Stranger, []) with { Safe = address }, DeployChain.ChainId);
            Shown shown = await Shown.RunAsync(json.ToJsonString(), "council", "show", "-", "--rpc", chain.Url);
            Assert.Equal(ExitCode.BadInput, shown.ExitCode);
            Assert.Contains(message, shown.Error);
            Assert.Contains(address.ToChecksumString(), shown.Error);
        }
    }

    [Fact]
    public async Task Code_that_only_pretends_to_be_a_Safe_is_not_believed()
    {
        // Delegates every call to the real singleton, so that it answers as a Safe does, from code nobody knows.
        string singleton = $"{chain.Plan.AddressOf("safe_singleton")}"[2..];
        byte[] runtime = Hex.Parse(
            $"0x3660006000376000600036600073{singleton}5af43d600060003e603157600080fd5b3d6000f3");
        byte[] creation = [0x60, (byte)runtime.Length, 0x80, 0x60, 0x0b, 0x60, 0, 0x39, 0x60, 0, 0xf3, .. runtime];
        Address imitation = await chain.CreateAsync(creation);
        await chain.ActAsync(Stranger, imitation, new Safe.SetupCall(
            [chain.Owners[0].Address], 1, Address.Zero, [], Address.Zero, Address.Zero, 0, Address.Zero).Encode());

        Shown shown = await Shown.OfAsync(
            SafeTransactionJson.Of(Of(Stranger, []) with { Safe = imitation }, DeployChain.ChainId), chain.Url);

        Assert.Equal(1, shown.ExitCode);
        Assert.Contains("is none that this program knows: what it answers may be made up", shown.Dangers);
    }

    [Fact]
    public async Task A_batch_of_more_calls_than_can_be_read_says_so()
    {
        (Address, byte[], bool)[] many = [.. Enumerable.Repeat((Stranger, Array.Empty<byte>(), false), 1_001)];
        Shown shown = await Shown.OfAsync(SafeTransactionJson.Of(
            Of(chain.MultiSend, Batches.Of(many)) with { IsDelegateCall = true }, DeployChain.ChainId), chain.Url);

        Assert.Contains("The calls inside cannot be read: more than 1000 calls.", shown.Dangers);
    }

    [Fact]
    public async Task Batches_nested_too_deep_say_that_the_rest_is_not_shown()
    {
        byte[] data = Batches.Of((chain.Hijacker, [], true));
        for (int i = 0; i < 10; i++) data = Batches.Of((chain.MultiSend, data, true));

        Shown shown = await Shown.OfAsync(SafeTransactionJson.Of(
            Of(chain.MultiSend, data) with { IsDelegateCall = true }, DeployChain.ChainId), chain.Url);

        Assert.Contains("Calls are nested deeper than 8", shown.Dangers);
        // What is not shown is simulated all the same.
        Assert.Contains("THE SAFE'S OWN CODE IS REPLACED", shown.Dangers);
    }

    [Fact]
    public async Task Long_unknown_calldata_is_shown_from_its_beginning_and_its_length_said()
    {
        byte[] data = [0xca, 0xfe, 0xba, 0xbe, .. Enumerable.Repeat((byte)0x5a, 100_000)];
        SafeTransaction transaction = Of(chain.Hijacker, data);

        Shown text = await Shown.RunAsync(SafeTransactionJson.Of(transaction, DeployChain.ChainId).ToJsonString(),
            "council", "show", "-", "--rpc", chain.Url);

        Assert.Equal(1, text.ExitCode);
        Assert.Contains("unknown: 0xcafebabe, 100004 bytes", text.Out);
        Assert.Contains("and 3061 words more", text.Out);
        Assert.True(text.Out.Length < 20_000, $"{text.Out.Length} characters");
        Assert.Contains("UNKNOWN FUNCTION", text.Out);
    }

    [Fact]
    public async Task A_list_of_hundred_thousands_of_nothing_is_a_danger_and_no_crash()
    {
        // propose(address[],...) whose first list announces 2^32 addresses.
        byte[] data =
        [
            0x7d, 0x5e, 0x81, 0xe2,
            .. Enumerable.Range(0, 4).SelectMany(_ => new Hash256((UInt256)128).ToArray()),
            .. new Hash256((UInt256)(1UL << 32)).ToArray(),
        ];
        Shown shown = await Shown.OfAsync(
            SafeTransactionJson.Of(Of(chain.Plan.Governor, data), DeployChain.ChainId), chain.Url);

        Assert.Contains("The arguments are not those of propose(", shown.Dangers);
        Assert.Contains("It would fail", shown.Dangers);
    }

    [Fact]
    public async Task One_call_that_reverts_within_a_batch_fails_the_whole_and_the_reason_is_said()
    {
        byte[] batch = Batches.Of(
            (chain.Plan.Registry, new IncidentRegistry.OverturnCall(chain.QuorumIncident).Encode(), false),
            (chain.Plan.Registry, new IncidentRegistry.ExtendCall(Hash256.Zero).Encode(), false));

        Shown shown = await Shown.OfAsync(SafeTransactionJson.Of(
            Of(chain.MultiSend, batch) with { IsDelegateCall = true }, DeployChain.ChainId), chain.Url);

        JsonElement simulation = shown.Json.GetProperty("simulation");
        Assert.False(simulation.GetProperty("succeeds").GetBoolean());
        Assert.NotEqual("", simulation.GetProperty("failure").GetString());
        Assert.Equal("", shown.Words);
    }

    private SafeTransaction Of(Address to, byte[] data) => new() { Safe = chain.Plan.Council, To = to, Data = data };
}
