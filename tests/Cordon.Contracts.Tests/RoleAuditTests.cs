using Cordon.Contracts.Deployment;
using Cordon.Contracts.Roles;
using Cordon.Ethereum;

namespace Cordon.Contracts.Tests;

/// <summary>The list of roles is true to the chain, and finds whoever should not be on it.</summary>
public class RoleAuditTests
{
    private static readonly Address Stranger = SomeSettings.Account(99);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_but_timelock_governor_and_council_holds_a_role_after_deployment()
    {
        await using DeployChain chain = await DeployChain.StartAsync();
        MechanismDeployer deployer = chain.Deployer();
        await deployer.RunAsync(Stop);

        IReadOnlyList<RoleHolder> roles = await chain.RolesAsync(deployer.Plan);

        Assert.All(roles, role => Assert.True(role.IsExpected, $"{role}"));
        Assert.DoesNotContain(roles, role => role.Holder == chain.Key.Address);
        IEnumerable<string> powers = roles
            .Where(role => role.Contract == "timelock")
            .Select(role => $"{role.Role} {role.HolderName}");
        Assert.Equal(
            [
                "CANCELLER_ROLE governor",
                "DEFAULT_ADMIN_ROLE timelock",
                "EXECUTOR_ROLE anybody",
                "PROPOSER_ROLE governor",
            ],
            powers.Order(StringComparer.Ordinal));
        Assert.Equal(3, roles.Count(role => role is { Contract: "council", Role: "owner" }));
        Assert.Equal(3, roles.Count(role => role.Role.StartsWith("slasher", StringComparison.Ordinal)));
        Assert.Contains(roles, role => role is { Contract: "stake", Role: "owner", HolderName: "timelock" });
    }

    [Fact]
    public async Task A_stranger_with_a_role_or_a_module_is_found()
    {
        await using DeployChain chain = await DeployChain.StartAsync();
        MechanismDeployer deployer = chain.Deployer();
        await deployer.RunAsync(Stop);
        MechanismPlan plan = deployer.Plan;
        await chain.ActAsAsync(
            plan.Timelock, plan.Timelock, new TimelockController.GrantRoleCall(Handover.Proposer, Stranger));
        await chain.ActAsAsync(plan.Timelock, plan.Stake, new GuardianStake.SetSlasherCall(Stranger, 1));
        await chain.ActAsAsync(plan.Timelock, plan.Stake, new GuardianStake.TransferOwnershipCall(Stranger));
        await chain.ActAsAsync(plan.Council, plan.Council, new Safe.EnableModuleCall(Stranger));
        await chain.ActAsAsync(
            plan.Council, plan.Council, new Safe.AddOwnerWithThresholdCall(Stranger, UInt256.One));

        RoleHolder[] strangers = [.. (await chain.RolesAsync(plan)).Where(role => !role.IsExpected)];

        Assert.All(strangers, role => Assert.Equal(Stranger, role.Holder));
        Assert.Equal(
            ["council module", "council owner", "stake pending owner", "stake slasher of at most 0 %",
                "timelock PROPOSER_ROLE"],
            strangers.Select(role => $"{role.Contract} {role.Role}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_role_that_was_taken_away_is_not_listed()
    {
        await using DeployChain chain = await DeployChain.StartAsync();
        MechanismDeployer deployer = chain.Deployer();
        await deployer.RunAsync(Stop);
        MechanismPlan plan = deployer.Plan;
        await chain.ActAsAsync(
            plan.Timelock, plan.Timelock, new TimelockController.GrantRoleCall(Handover.Proposer, Stranger));
        await chain.ActAsAsync(
            plan.Timelock, plan.Timelock, new TimelockController.RevokeRoleCall(Handover.Proposer, Stranger));
        Assert.DoesNotContain(await chain.RolesAsync(plan), role => role.Holder == Stranger);
    }
}
