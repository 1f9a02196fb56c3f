using System.Text.Json;
using System.Text.Json.Nodes;
using Cordon.Cli.Council;
using Cordon.Contracts;
using Cordon.Contracts.Tests;
using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;

namespace Cordon.Council.Tests;

/// <summary>What a council member is shown, against the real Safe and the real mechanism.</summary>
public class CouncilShowTests(CouncilChain chain) : IClassFixture<CouncilChain>
{
    private static readonly Address Stranger = SomeSettings.Account(99);

    [Fact]
    public async Task An_overturn_is_explained_and_nothing_speaks_against_it()
    {
        Shown shown = await ShowAsync(
            To(chain.Plan.Registry, new IncidentRegistry.OverturnCall(chain.QuorumIncident)), chain.Owners[..1]);

        Assert.Equal("", shown.Dangers);
        Assert.Equal(0, shown.ExitCode);
        JsonElement call = shown.Json.GetProperty("call");
        Assert.Equal("IncidentRegistry", call.GetProperty("contract").GetString());
        Assert.Equal("code", call.GetProperty("basis").GetString());
        Assert.StartsWith($"Overturns incident {chain.QuorumIncident}", call.GetProperty("meaning").GetString());
        Assert.Contains($"Incident {chain.QuorumIncident} is overturned.", shown.Words);
        Assert.Contains("is Normal, was Paused.", shown.Words);
        JsonElement safe = shown.Json.GetProperty("safe");
        Assert.Equal(1, safe.GetProperty("signed").GetInt32());
        Assert.False(safe.GetProperty("reachesThreshold").GetBoolean());
    }

    [Fact]
    public async Task A_malicious_verdict_shows_the_outcome_and_who_loses_what()
    {
        Shown shown = await ShowAsync(
            To(chain.Plan.Registry, new IncidentRegistry.ResolveCall(chain.SoloIncident, 3)), chain.Owners[..2]);

        Assert.Equal("", shown.Dangers);
        Assert.Equal($"Decides incident {chain.SoloIncident}: Malicious.",
            shown.Json.GetProperty("call").GetProperty("meaning").GetString());
        Assert.Contains($"Incident {chain.SoloIncident} is decided: Open becomes Malicious.", shown.Words);
        Assert.Contains("GuardianStake", shown.Words); // the raiser's pool is slashed
        Assert.True(shown.Json.GetProperty("safe").GetProperty("reachesThreshold").GetBoolean());
    }

    [Fact]
    public async Task An_extension_shows_until_when_the_stop_lasts()
    {
        Shown shown = await ShowAsync(To(chain.Plan.Registry, new IncidentRegistry.ExtendCall(chain.QuorumIncident)));

        Assert.Equal("", shown.Dangers);
        Assert.Matches($"incident {chain.QuorumIncident} lasts until [0-9-]+ [0-9:]+ UTC, not ", shown.Words);
        Assert.Contains("extended false becomes true", shown.Words);
    }

    [Fact]
    public async Task What_would_revert_is_said_with_the_contracts_own_reason()
    {
        Shown shown = await ShowAsync(To(chain.Plan.Registry, new IncidentRegistry.ExtendCall(Hash256.Zero)));

        Assert.Equal(1, shown.ExitCode);
        Assert.False(shown.Json.GetProperty("simulation").GetProperty("succeeds").GetBoolean());
        Assert.Contains("NoIncident", shown.Json.GetProperty("simulation").GetProperty("failure").GetString());
    }

    [Fact]
    public async Task An_owner_swap_names_who_goes_who_comes_and_changes_nothing_on_the_chain()
    {
        Address[] owners = await chain.ReadAsync(chain.Plan.Council, new Safe.GetOwnersCall());
        Shown shown = await ShowAsync(
            To(chain.Plan.Council, new Safe.SwapOwnerCall(owners[0], owners[1], Stranger)));

        Assert.Equal("", shown.Dangers);
        Assert.Contains("Changes who decides for this Safe.", shown.Remarks("caution"));
        Assert.Contains($"{owners[1].ToChecksumString()} (owner 2) is no owner of the Safe any more.", shown.Words);
        Assert.Contains($"{Stranger.ToChecksumString()} becomes an owner of the Safe.", shown.Words);
        Assert.Equal(owners, await chain.ReadAsync(chain.Plan.Council, new Safe.GetOwnersCall()));
    }

    [Fact]
    public async Task A_threshold_of_one_and_a_module_are_dangers()
    {
        Shown threshold = await ShowAsync(To(chain.Plan.Council, new Safe.ChangeThresholdCall(UInt256.One)));
        Assert.Contains("A single owner would decide alone.", threshold.Dangers);
        Assert.Contains("1 of 3 owners must sign, not 2 of 3.", threshold.Words);

        Shown module = await ShowAsync(To(chain.Plan.Council, new Safe.EnableModuleCall(Stranger)));
        Assert.Equal(1, module.ExitCode);
        Assert.Contains("can act as the Safe afterwards, without any signature", module.Dangers);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_batch_of_three_is_decoded_call_by_call(bool isCallOnly)
    {
        byte[] batch = Batch(
            (chain.Plan.Registry, new IncidentRegistry.OverturnCall(chain.QuorumIncident).Encode()),
            (chain.Plan.Registry, new IncidentRegistry.ResolveCall(chain.SoloIncident, 2).Encode()),
            (chain.Plan.Council, new Safe.ChangeThresholdCall(3).Encode()));
        Address target = isCallOnly ? chain.MultiSendCallOnly : chain.MultiSend;
        SafeTransaction transaction = To(target, MultiSend(batch)) with { IsDelegateCall = true };

        Shown shown = await ShowAsync(transaction);

        Assert.Equal("", shown.Dangers);
        JsonElement[] calls = [.. shown.Json.GetProperty("call").GetProperty("calls").EnumerateArray()];
        Assert.Equal(["1.1", "1.2", "1.3"], calls.Select(call => call.GetProperty("path").GetString()));
        Assert.Equal(
            ["overturn(bytes32)", "resolve(bytes32,uint8)", "changeThreshold(uint256)"],
            calls.Select(call => call.GetProperty("function").GetString()));
        Assert.Contains("is decided: Open becomes FalseAlarm.", shown.Words);
        Assert.Contains("is overturned.", shown.Words);
        Assert.Contains("3 of 3 owners must sign, not 2 of 3.", shown.Words);
    }

    [Fact]
    public async Task A_delegatecall_that_would_replace_the_Safes_code_is_seen_before_it_is_signed()
    {
        ICalldata harmless = new Erc20.TransferCall(Stranger, UInt256.One);
        SafeTransaction transaction = To(chain.Hijacker, harmless) with { IsDelegateCall = true };

        Shown shown = await ShowAsync(transaction);

        Assert.Equal(1, shown.ExitCode);
        Assert.Contains("DELEGATECALL", shown.Dangers);
        Assert.Contains("THE SAFE'S OWN CODE IS REPLACED", shown.Dangers);
        Assert.Contains("The singleton of the Safe becomes 0x0000000000000000000000000000000000000bAD", shown.Words,
            StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_hostile_call_hidden_in_a_batch_is_found()
    {
        byte[] batch =
        [
            .. Batch((chain.Plan.Registry, new IncidentRegistry.OverturnCall(chain.QuorumIncident).Encode())),
            .. Entry(1, chain.Hijacker, [1, 2, 3, 4]),
        ];
        Shown shown = await ShowAsync(To(chain.MultiSend, MultiSend(batch)) with { IsDelegateCall = true });

        Assert.Contains("call 1.2: DELEGATECALL", shown.Dangers);
        Assert.Contains("THE SAFE'S OWN CODE IS REPLACED", shown.Dangers);
    }

    [Fact]
    public async Task Unknown_code_and_unknown_functions_are_dangers_with_the_raw_words()
    {
        byte[] words = [0xde, 0xad, 0xbe, 0xef, .. new Hash256((UInt256)7).ToArray()];
        SafeTransaction transaction = To(chain.Hijacker, words);
        Shown shown = await ShowAsync(transaction);

        Assert.Contains("UNKNOWN FUNCTION", shown.Dangers);
        Assert.Equal("unknown", shown.Json.GetProperty("call").GetProperty("basis").GetString());
        Shown text = await Shown.RunAsync(
            SafeTransactionJson.Of(transaction, DeployChain.ChainId).ToJsonString(),
            "council", "show", "-", "--rpc", chain.Url);
        Assert.Contains("unknown: 0xdeadbeef, 36 bytes", text.Out);
        Assert.Contains(new Hash256((UInt256)7).ToString(), text.Out);
    }

    [Fact]
    public async Task A_known_selector_on_foreign_code_is_not_believed_unless_the_person_vouches_for_it()
    {
        SafeTransaction transaction = To(chain.Chain.Token, new Erc20.ApproveCall(Stranger, UInt256.MaxValue));

        Shown doubted = await ShowAsync(transaction);
        Assert.Contains("UNKNOWN TARGET", doubted.Dangers);
        Assert.Equal("selector", doubted.Json.GetProperty("call").GetProperty("basis").GetString());

        Shown vouched = await Shown.OfAsync(
            SafeTransactionJson.Of(transaction, DeployChain.ChainId), chain.Url, "--trust", $"{chain.Chain.Token}");
        Assert.Equal("", vouched.Dangers);
        Assert.Contains("without limit", vouched.Remarks("caution"));
        Assert.Contains($"{Stranger.ToChecksumString()} may take 2^256 - 1 (without limit)", vouched.Words);
    }

    [Fact]
    public async Task Another_contracts_function_is_not_taken_for_the_targets_own()
    {
        Shown shown = await ShowAsync(To(chain.Plan.Registry, new Erc20.TransferCall(Stranger, UInt256.One)));

        Assert.Contains("IncidentRegistry has no function 0xa9059cbb", shown.Dangers);
    }

    private SafeTransaction To(Address to, ICalldata call) => To(to, call.Encode());

    private SafeTransaction To(Address to, byte[] data) => new()
    {
        Safe = chain.Plan.Council,
        To = to,
        Data = data,
    };

    private Task<Shown> ShowAsync(SafeTransaction transaction, params PrivateKey[] signers)
    {
        JsonObject json = SafeTransactionJson.Of(transaction, DeployChain.ChainId, signers);
        return Shown.OfAsync(json, chain.Url);
    }

    private static byte[] MultiSend(byte[] batch) => AbiFunction.Parse("multiSend(bytes calls)").EncodeCall(batch);

    private static byte[] Batch(params (Address To, byte[] Data)[] calls) =>
        [.. calls.SelectMany(call => Entry(0, call.To, call.Data))];

    private static byte[] Entry(byte operation, Address to, byte[] data)
    {
        byte[] target = new Hash256(to.ToUInt256()).ToArray()[12..];
        return
        [
            operation, .. target, .. new byte[32], .. new Hash256((UInt256)(ulong)data.Length).ToArray(), .. data,
        ];
    }
}
