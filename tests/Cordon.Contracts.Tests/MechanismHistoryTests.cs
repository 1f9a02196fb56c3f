using Cordon.Contracts.Deployment;
using Cordon.Contracts.Roles;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Contracts.Tests;

/// <summary>Deploying and auditing at nodes as public chains have them, long ones.</summary>
public class MechanismHistoryTests
{
    private const ulong Long = 100;
    private const ulong Close = 20; // so that a chain of some hundred blocks is a long one

    private static readonly Address Stranger = SomeSettings.Account(99);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_first_deployment_looks_at_none_of_the_blocks_before_it()
    {
        await using DeployChain chain = await DeployChain.StartAsync();
        await chain.AskAsync("anvil_mine", Long);
        await using BoundedNode node = new(chain.Url);
        MechanismDeployer deployer = chain.Deployer(node.Client);
        Assert.Equal(0ul, deployer.Since);
        await deployer.RunAsync(Stop);
        await chain.AskAsync("anvil_mine", 30ul);
        ulong head = await chain.Node.BlockNumberAsync(Stop);

        MechanismHistory history = new(node.Client, TimeProvider.System) { Since = deployer.Since, Close = 1_000 };
        ulong block = await deployer.BlockAsync(history, Stop);
        var roles = await new RoleAudit(deployer.Plan, node.Client, null, history).RunAsync(Stop);

        await RequireCreationAsync(chain, deployer.Plan.Stake, block);
        Assert.Equal(await chain.RolesAsync(deployer.Plan), roles);
        Assert.InRange(deployer.Since, Long - 64, block);
        Assert.All(node.Pages, page => Assert.InRange(page.From, deployer.Since, head));
        Assert.Equal(1, node.CodesAsked); // whether there is a stake at all
        Assert.InRange(node.Refused, 1, 11);
        node.RequireEveryBlockOnce(head);

        MechanismDeployer second = chain.Deployer();
        await second.RunAsync(Stop);
        Assert.Equal(0ul, second.Since); // it created nothing, and cannot know
    }

    [Fact]
    public async Task An_audit_finds_the_beginning_by_itself_and_asks_every_block_since_then_once()
    {
        await using DeployChain chain = await DeployChain.StartAsync();
        MechanismPlan plan = await DeployLateAsync(chain);
        await using BoundedNode node = new(chain.Url);
        ulong head = await chain.Node.BlockNumberAsync(Stop);

        AuditReport report = await new MechanismAudit(plan, node.Client, History(node)).RunAsync(Stop);

        Assert.Empty(report.Findings);
        await RequireCreationAsync(chain, plan.Stake, report.CreatedIn!.Value);
        node.RequireEveryBlockOnce(head);
        Assert.All(node.Pages, page => Assert.InRange(page.From, Long - Close, head));
    }

    [Fact]
    public async Task A_true_claim_is_made_use_of_and_a_false_one_hides_nothing()
    {
        await using DeployChain chain = await DeployChain.StartAsync();
        MechanismPlan plan = await DeployLateAsync(chain);
        await chain.ActAsAsync(
            plan.Timelock, plan.Timelock, new TimelockController.GrantRoleCall(Handover.Proposer, Stranger));
        await chain.ActAsAsync(plan.Timelock, plan.Stake, new GuardianStake.SetSlasherCall(Stranger, 1));
        await chain.AskAsync("anvil_mine", Long);
        ulong head = await chain.Node.BlockNumberAsync(Stop);
        ulong created = await chain.Deployer().BlockAsync(Stop);

        foreach (ulong claimed in new[] { created, created + 1, head, ulong.MaxValue })
        {
            await using BoundedNode node = new(chain.Url);
            MechanismHistory history = History(node, claimed);
            AuditReport report = await new MechanismAudit(plan, node.Client, history).RunAsync(Stop);
            Assert.Equal(created, report.CreatedIn);
            Assert.Equal(["stake", "timelock"], report.Findings.Select(finding => finding.Contract).Order());
            if (claimed != created) continue;
            node.RequireEveryBlockOnce(head);
            ulong before = created - Close - 2; // the timelock is a little older
            Assert.All(node.Pages, page => Assert.InRange(page.From, before, head));
        }
    }

    [Theory]
    [InlineData(OldCode.Told)]
    [InlineData(OldCode.Refused)]
    public async Task A_power_that_was_given_long_before_the_stake_was_there_is_found(OldCode code)
    {
        await using DeployChain chain = await DeployChain.StartAsync();
        MechanismDeployer deployer = chain.Deployer();
        MechanismPlan plan = deployer.Plan;
        PlannedContract timelock = plan.Contracts.Single(planned => planned.Address == plan.Timelock);
        await chain.CreateAsync(timelock);
        await chain.ActAsAsync(
            plan.Timelock, plan.Timelock, new TimelockController.GrantRoleCall(Handover.Proposer, Stranger));
        await chain.AskAsync("anvil_mine", Long);
        await deployer.RunAsync(Stop);
        Assert.Equal(0ul, deployer.Since);
        await chain.AskAsync("anvil_mine", Long);
        ulong head = await chain.Node.BlockNumberAsync(Stop);
        await using BoundedNode node = new(chain.Url);
        (node.Code, node.StateFrom) = (code, head - 40);

        AuditReport report = await new MechanismAudit(plan, node.Client, History(node)).RunAsync(Stop);

        Assert.Equal("timelock", Assert.Single(report.Findings).Contract);
        await RequireCreationAsync(chain, plan.Stake, report.CreatedIn!.Value);
        node.RequireEveryBlockOnce(head);
    }

    [Theory]
    [InlineData(OldCode.Refused)]
    [InlineData(OldCode.SaidToBeNone)]
    public async Task A_node_without_old_state_is_read_from_the_first_block_on(OldCode code)
    {
        await using DeployChain chain = await DeployChain.StartAsync();
        MechanismPlan plan = await DeployLateAsync(chain);
        await using BoundedNode node = new(chain.Url);
        ulong head = await chain.Node.BlockNumberAsync(Stop);
        (node.Code, node.StateFrom) = (code, head - 40);

        AuditReport report = await new MechanismAudit(plan, node.Client, History(node)).RunAsync(Stop);

        await RequireCreationAsync(chain, plan.Stake, report.CreatedIn!.Value);
        Assert.Equal(0ul, node.Pages.Min(page => page.From));
        Assert.Empty(report.Findings);
        if (code == OldCode.Refused) node.RequireEveryBlockOnce(head);
    }

    [Fact]
    public async Task A_node_that_gives_no_logs_ends_the_audit_with_its_words()
    {
        await using DeployChain chain = await DeployChain.StartAsync();
        MechanismPlan plan = await DeployLateAsync(chain);
        await using BoundedNode node = new(chain.Url);
        node.BlocksMax = 0;

        RpcException refused = await Assert.ThrowsAsync<RpcException>(
            () => new MechanismAudit(plan, node.Client, History(node)).RunAsync(Stop));

        Assert.Contains("not even the events of one block, ", refused.Message, StringComparison.Ordinal);
        Assert.Contains("query exceeds max block range 0", refused.Message, StringComparison.Ordinal);
        Assert.InRange(node.Refused, 1, 12);
    }

    private static MechanismHistory History(BoundedNode node, ulong? claimed = null) =>
        new(node.Client, TimeProvider.System) { Close = Close, Claimed = claimed };

    private static async Task<MechanismPlan> DeployLateAsync(DeployChain chain)
    {
        await chain.AskAsync("anvil_mine", Long);
        MechanismDeployer deployer = chain.Deployer();
        await deployer.RunAsync(Stop);
        await chain.AskAsync("anvil_mine", Long);
        return deployer.Plan;
    }

    private static async Task RequireCreationAsync(DeployChain chain, Address stake, ulong block)
    {
        Assert.NotEmpty(await chain.Node.GetCodeAsync(stake, block, Stop));
        Assert.Empty(await chain.Node.GetCodeAsync(stake, block - 1, Stop));
    }
}
