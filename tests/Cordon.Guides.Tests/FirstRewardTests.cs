using System.Text.RegularExpressions;
using Cordon.Arena;
using Cordon.Arena.Bindings;
using Cordon.Contracts;
using Cordon.Contracts.Deployment;
using Cordon.Contracts.Tests;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Guides.Tests;

/// <summary>The guardian's guide as it is printed, command by command: from two keys and some tokens to the first
/// reward, with three nodes that answer a challenge of the real contract.</summary>
public sealed partial class FirstRewardTests(GuideChain chain) : IClassFixture<GuideChain>
{
    private const string Guide = "docs/operating/guardian.md";
    private const ulong EpochSeconds = 86_400, WaitMax = 1_300; // of SomeSettings; more than anybody waits to open

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private MechanismPlan Plan => chain.Council.Plan;

    [Fact]
    public async Task Who_follows_the_guide_from_zero_is_paid()
    {
        string[] lines = Commands();
        using NewGuardian newcomer = await NewGuardian.CreateAsync(chain, 5_000);
        await PromiseAsync(newcomer.Owner.Address);
        List<string> done = [];
        foreach (string line in lines)
        {
            string verb = line.Split(' ')[2];
            if (verb == "status") await WatchAsync(newcomer);
            if (line.Contains("key activate", StringComparison.Ordinal)) await chain.Council.PassAsync(86_400);
            if (line.Contains("unbond claim", StringComparison.Ordinal)) await chain.Council.PassAsync(14 * 86_400);
            UInt256 before = await BalanceAsync(newcomer);
            NewGuardian.Outcome outcome = await newcomer.TypeAsync(line);
            done.Add(verb);

            string said = $"{line}: {outcome.ExitCode}\n{outcome.Error}{outcome.Out}";
            Assert.True(outcome.ExitCode == (verb == "claim" ? 1 : 0), said);
            if (verb == "status") Assert.Matches("paid +until 20[0-9]{2}-", outcome.Out);
            if (verb != "withdraw") continue;
            UInt256 paid = await BalanceAsync(newcomer) - before;
            Assert.True(paid > SomeSettings.Token, $"{paid}");
            Assert.Contains("paid ", outcome.Out);
        }

        Assert.Equal(
            ["bond", "claim", "duty", "key", "register", "status", "unbond", "withdraw"],
            done.Distinct().Order(StringComparer.Ordinal));
        var record = new GuardianStake.GuardianCall(newcomer.Owner.Address);
        GuardianStake.Guardian left = await newcomer.AskAsync(Plan.Stake, record);
        Assert.Equal((true, newcomer.Next.Address), (left.OnDuty, left.Key));
        Assert.Equal(UInt256.Zero, await newcomer.AskAsync(
            Plan.Stake, new GuardianStake.GetVotesCall(newcomer.Owner.Address)));
        Assert.True(await BalanceAsync(newcomer) > SomeSettings.Token * 5_000); // all that it had, and its pay
    }

    [Fact]
    public async Task A_reward_of_a_confirmed_incident_is_found_months_later_and_claimed_once()
    {
        using NewGuardian raiser = await NewGuardian.CreateAsync(chain, 5_000);
        using PrivateKey whale = PrivateKey.Generate();
        await raiser.RunAsync("register", "--amount", "1000");
        await raiser.RunAsync("bond", "--amount", "1000");
        await chain.Council.RegisterAsync(SomeSettings.Account(64), whale, 200_000);
        await FundAsync(Plan.Registry, new IncidentRegistry.FundRewardsCall(
            Council.Tests.CouncilChain.Protocol, SomeSettings.Token * 100).Encode());
        await chain.Council.PassAsync(10);
        Hash256 incident = await chain.Council.RaiseAsync(raiser.Node, new Hash256((UInt256)77));
        await chain.Council.AttestAsync(whale, incident);
        await chain.Council.PassAsync(2 * 86_400);
        await chain.Council.ActAsync(whale.Address, Plan.Registry, new IncidentRegistry.SettleCall(incident).Encode());

        await chain.Council.Chain.AskAsync("anvil_mine", "0xc8");
        await raiser.ConfigureAsync("    deploymentBlock:", "    # deploymentBlock:");
        ulong head = await chain.Council.Chain.Node.BlockNumberAsync(DeployChain.Stop);
        var late = await raiser.RunAsync("status", "--from", $"{head - 150}");
        var unsaid = await raiser.RunAsync("claim");
        var status = await raiser.RunAsync("status", "--deployment", raiser.File("deployment.json"));
        var dry = await raiser.RunAsync("claim", "--incident", $"{incident}", "--dry-run");
        var claim = await raiser.RunAsync("claim", "--from", "0");
        await raiser.ConfigureAsync();
        var again = await raiser.RunAsync("claim");
        var wrong = await raiser.RunAsync("claim", "--incident", "7");

        Assert.DoesNotContain("for incident", late.Out);
        Assert.Contains($"registered before block {head - 150}", late.Out);
        Assert.Equal(2, unsaid.ExitCode);
        Assert.Contains($"for incident {incident}", status.Out);
        Assert.Contains("claimReward(bytes32,uint32)", dry.Out);
        Assert.Equal((0, 0, 1, 2), (dry.ExitCode, claim.ExitCode, again.ExitCode, wrong.ExitCode));
        Assert.True(await raiser.AskAsync(Plan.Stake, new GuardianStake.StakeOfCall(
            raiser.Owner.Address, raiser.Owner.Address)) > SomeSettings.Token * 1_000);
    }

    // Three nodes run; an epoch begins, is opened, answered and revealed; an hour passes.
    private async Task WatchAsync(NewGuardian newcomer)
    {
        using NewGuardian second = await NewGuardian.CreateAsync(chain, 5_000);
        using NewGuardian third = await NewGuardian.CreateAsync(chain, 5_000);
        NewGuardian[] all = [newcomer, second, third];
        foreach (NewGuardian peer in all.Skip(1)) Assert.Equal(0, (await peer.RunAsync("register")).ExitCode);
        Assert.Equal(1, (await newcomer.RunAsync("status")).ExitCode); // nothing is answered yet
        List<RunningGuard> guards = [.. all.Select(each => new RunningGuard(each.File("cordon.yaml")))];
        try
        {
            ulong epoch = (await NowAsync() / EpochSeconds) + 1;
            await chain.Council.PassAsync((epoch * EpochSeconds) + WaitMax - await NowAsync());
            await MineUntilAsync(guards, "committed");
            Engagement.Epoch state = await chain.Council.ReadAsync(Plan.Engagement, new Engagement.EpochsCall(epoch));
            await chain.Council.PassAsync(state.CommitBy + 1 - await NowAsync());
            await MineUntilAsync(guards, "paid-until");
            await chain.Council.PassAsync(3_600);
            Hash256 quorum = await chain.Council.ReadAsync(
                Plan.Engagement, new Engagement.QuorumDigestCall(epoch));
            Assert.NotEqual(default, quorum);
        }
        finally
        {
            foreach (RunningGuard guard in guards) await guard.DisposeAsync();
        }
    }

    // What the governor votes for a guardian, and pays into the stream.
    private async Task PromiseAsync(Address guardian)
    {
        Address stream = Plan.AddressOf("stream");
        await chain.Council.ActAsync(
            Plan.Timelock, stream, new WatchStream.SetRateCall(guardian, SomeSettings.Token / 1_000).Encode());
        await FundAsync(stream, new WatchStream.DepositCall(SomeSettings.Token * 1_000).Encode());
    }

    private async Task FundAsync(Address taker, byte[] call)
    {
        Address rich = chain.Council.Chain.Key.Address, token = chain.Council.Chain.Token;
        UInt256 amount = SomeSettings.Token * 1_000;
        await chain.Council.ActAsync(rich, token, new TestToken.MintCall(rich, amount).Encode());
        await chain.Council.ActAsync(rich, token, new Erc20.ApproveCall(taker, amount).Encode());
        await chain.Council.ActAsync(rich, taker, call);
    }

    private async Task MineUntilAsync(List<RunningGuard> guards, string kind)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(DeployChain.Stop);
        limit.CancelAfter(Patience);
        while (!guards.TrueForAll(guard => guard.Told(kind)))
        {
            await chain.Council.Chain.AskAsync("evm_mine");
            try
            {
                await Task.Delay(250, limit.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"not all are {kind}:\n" + string.Join("\n\n", guards.Select(guard => guard.Said)));
            }
        }
    }

    private async Task<ulong> NowAsync() =>
        (await chain.Council.Chain.Node.GetBlockHeaderAsync("latest", DeployChain.Stop))!.Timestamp!.Value;

    private Task<UInt256> BalanceAsync(NewGuardian guardian) => guardian.AskAsync(
        chain.Council.Chain.Token, new Erc20.BalanceOfCall(guardian.Owner.Address));

    private static string[] Commands() =>
    [
        .. Typed().Matches(File.ReadAllText(Path.Combine(RepositoryFolder.Find(), Guide)))
            .Select(match => match.Groups["line"].Value.Split(" #")[0].TrimEnd()),
    ];

    [GeneratedRegex(@"^ {4}(?<line>\./cordon guardian [^\n]+)$", RegexOptions.Multiline)]
    private static partial Regex Typed();
}
