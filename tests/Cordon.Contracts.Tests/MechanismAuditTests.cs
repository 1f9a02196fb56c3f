using System.Collections.Concurrent;
using Cordon.Contracts.Deployment;
using Cordon.Contracts.Roles;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Contracts.Tests;

/// <summary>An audit finds whatever is not as the settings say, and only reads.</summary>
public class MechanismAuditTests
{
    private static readonly Address Stranger = SomeSettings.Account(99);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Finds_nothing_in_a_fresh_deployment_and_only_reads()
    {
        await using DeployChain chain = await DeployChain.StartAsync();
        MechanismDeployer deployer = chain.Deployer();
        IReadOnlyList<DeployedContract> deployed = await deployer.RunAsync(Stop);
        ListeningNode node = new(chain.Node);

        AuditReport report = await new MechanismAudit(deployer.Plan, node).RunAsync(Stop);

        Assert.Empty(report.Findings);
        Assert.Equal(deployed, report.Contracts);
        Assert.Equal(await chain.RolesAsync(deployer.Plan), report.Roles);
        Assert.Equal(await chain.Node.BlockNumberAsync(Stop), report.Block);
        Assert.Equal(await deployer.BlockAsync(Stop), report.CreatedIn);
        Assert.Equal(
            ["eth_blockNumber", "eth_call", "eth_getCode", "eth_getLogs"], node.Methods.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Finds_powers_that_were_given_taken_away_or_widened()
    {
        await using DeployChain chain = await DeployChain.StartAsync();
        MechanismDeployer deployer = chain.Deployer();
        await deployer.RunAsync(Stop);
        MechanismPlan plan = deployer.Plan;
        (Address timelock, Address stake, Address council) = (plan.Timelock, plan.Stake, plan.Council);
        await chain.ActAsAsync(timelock, timelock, new TimelockController.GrantRoleCall(Handover.Proposer, Stranger));
        await chain.ActAsAsync(
            timelock, timelock, new TimelockController.RevokeRoleCall(Handover.Canceller, plan.Governor));
        await chain.ActAsAsync(timelock, timelock, new TimelockController.UpdateDelayCall(60));
        await chain.ActAsAsync(
            timelock, stake, new GuardianStake.SetSlasherCall(plan.Registry, 300_000_000_000_000_000));
        await chain.ActAsAsync(timelock, stake, new GuardianStake.SetSlasherCall(plan.Engagement, 0));
        await chain.ActAsAsync(timelock, stake, new GuardianStake.SetSlasherCall(plan.Review, 1)); // may take less
        Address before = SomeSettings.Account(1);
        Address gone = SomeSettings.Account(2);
        await chain.ActAsAsync(council, council, new Safe.RemoveOwnerCall(before, gone, UInt256.One));

        AuditReport report = await new MechanismAudit(plan, chain.Node).RunAsync(Stop);

        string design = "to whom the design does not give it";
        Assert.Equal(
            new[]
            {
                $"timelock PROPOSER_ROLE: held by {Stranger.ToChecksumString()}, {design}",
                $"stake slasher of at most 30 %: held by {plan.Registry.ToChecksumString()} (registry), {design}",
                $"council owner: expected {gone.ToChecksumString()} to hold it, who does not",
                $"timelock CANCELLER_ROLE: expected {plan.Governor.ToChecksumString()} to hold it, who does not",
                $"stake slasher: expected {plan.Engagement.ToChecksumString()} to hold it, who does not",
                "council threshold: 1 signatures are enough, the settings say 2",
                $"timelock delay: 60 seconds, the settings say {plan.Settings.Governor.TimelockDelay}",
            }.Order(StringComparer.Ordinal),
            report.Findings.Select(finding => $"{finding.Contract} {finding.Text}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Finds_code_that_is_missing_or_other_and_asks_for_no_roles_then()
    {
        await using DeployChain chain = await DeployChain.StartAsync();
        MechanismDeployer deployer = chain.Deployer();
        AuditReport none = await new MechanismAudit(deployer.Plan, chain.Node).RunAsync(Stop);
        Assert.Equal(18, none.Findings.Count);
        Assert.All(none.Findings, finding => Assert.EndsWith("found no code", finding.Text, StringComparison.Ordinal));
        Assert.Empty(none.Contracts);
        Assert.Null(none.CreatedIn);

        await deployer.RunAsync(Stop);
        await chain.AskAsync("anvil_setCode", deployer.Plan.Registry, "0x6001");
        AuditReport other = await new MechanismAudit(deployer.Plan, chain.Node).RunAsync(Stop);
        AuditFinding finding = Assert.Single(other.Findings);
        Assert.Equal("registry", finding.Contract);
        Assert.Contains("expected the code of IncidentRegistry", finding.Text, StringComparison.Ordinal);
        Assert.Contains("found 2 bytes with hash 0x", finding.Text, StringComparison.Ordinal);
        Assert.Equal(17, other.Contracts.Count);
        Assert.Empty(other.Roles);
    }

    [Fact]
    public async Task Finds_a_council_that_was_given_other_code_and_believes_none_of_its_answers()
    {
        await using DeployChain chain = await DeployChain.StartAsync();
        MechanismDeployer deployer = chain.Deployer();
        await deployer.RunAsync(Stop);
        await chain.AskAsync("anvil_setStorageAt",
            deployer.Plan.Council, Hash256.Zero, new Hash256(Stranger.ToUInt256()));

        AuditReport report = await new MechanismAudit(deployer.Plan, chain.Node).RunAsync(Stop);

        AuditFinding finding = Assert.Single(report.Findings);
        Assert.Equal("council", finding.Contract);
        Assert.EndsWith($"(safe_singleton), found {Stranger.ToChecksumString()}", finding.Text);
        Assert.Empty(report.Roles);
    }

    [Fact]
    public async Task Finds_a_deployer_that_never_handed_over()
    {
        await using DeployChain chain = await DeployChain.StartAsync();
        MechanismDeployer deployer = chain.Deployer(new FlakyNode(chain.Node, 18, losesAnswer: false));
        await Assert.ThrowsAsync<RpcException>(() => deployer.RunAsync(Stop)); // all contracts, no handover

        AuditReport report = await new MechanismAudit(deployer.Plan, chain.Node).RunAsync(Stop);

        Assert.Equal(18, report.Contracts.Count);
        Assert.Contains(report.Findings, finding => finding.Contract == "timelock"
            && finding.Text.StartsWith("the handover is not done", StringComparison.Ordinal));
        Assert.Contains(report.Findings, finding =>
            finding.Text.Contains($"{chain.Key.Address.ToChecksumString()} (deployer)", StringComparison.Ordinal));
    }

    private sealed class ListeningNode(IRpcCaller node) : IRpcCaller
    {
        private readonly ConcurrentDictionary<string, bool> _methods = [];

        public IEnumerable<string> Methods => _methods.Keys;

        public Task<RpcPayload> CallRawAsync(RpcCall call, CancellationToken cancellation = default)
        {
            _methods[call.Method] = true;
            return node.CallRawAsync(call, cancellation);
        }

        public Task<RpcBatch> CallBatchAsync(
            IReadOnlyList<RpcCall> calls, CancellationToken cancellation = default)
        {
            foreach (RpcCall call in calls) _methods[call.Method] = true;
            return node.CallBatchAsync(calls, cancellation);
        }
    }
}
