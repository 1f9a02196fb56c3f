using Cordon.Contracts.Deployment;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Contracts.Tests;

/// <summary>Whole deployments onto a real node.</summary>
public class DeploymentTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Deploys_everything_and_a_second_run_sends_nothing()
    {
        await using DeployChain chain = await DeployChain.StartAsync();
        IReadOnlyList<DeployedContract> first = await chain.Deployer().RunAsync(Stop);
        Assert.Equal(18, first.Count);
        Assert.Equal(first.Count, first.Select(contract => contract.Address).Distinct().Count());
        ulong sent = await chain.SentAsync();

        IReadOnlyList<DeployedContract> second = await chain.Deployer().RunAsync(Stop);

        Assert.Equal(first, second);
        Assert.Equal(sent, await chain.SentAsync());
        ulong block = await chain.Deployer().BlockAsync(Stop);
        Address stake = chain.Deployer().Plan.Stake;
        Assert.NotEmpty(await chain.Node.GetCodeAsync(stake, block, Stop));
        Assert.Empty(await chain.Node.GetCodeAsync(stake, block - 1, Stop));
        Assert.Empty(await chain.Node.GetCodeAsync(chain.Deployer().Plan.Registry, block - 1, Stop));
    }

    [Fact]
    public async Task Where_nothing_is_deployed_there_is_no_block_of_it()
    {
        await using DeployChain chain = await DeployChain.StartAsync();
        DeploymentException none = await Assert.ThrowsAsync<DeploymentException>(
            () => chain.Deployer().BlockAsync(Stop));
        Assert.Contains("stake: found nothing that happened at 0x", none.Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Takes_up_after_a_failure_at_any_transaction(bool losesAnswer)
    {
        await using DeployChain chain = await DeployChain.StartAsync();
        int failures = 0;
        IReadOnlyList<DeployedContract>? deployed = null;
        while (deployed is null && failures < 60)
        {
            FlakyNode node = new(chain.Node, losesAnswer ? 0 : 1, losesAnswer);
            try
            {
                deployed = await chain.Deployer(node).RunAsync(Stop);
            }
            catch (RpcException)
            {
                failures++;
            }
        }

        Assert.NotNull(deployed);

        // The token took one transaction; each of the others failed once, and none was sent twice.
        Assert.Equal((ulong)failures + 1 + (losesAnswer ? 0u : 1u), await chain.SentAsync());
        Assert.Equal(deployed, await chain.Deployer().RunAsync(Stop));
        Assert.All(await chain.RolesAsync(chain.Deployer().Plan), role => Assert.True(role.IsExpected, $"{role}"));
    }

    [Fact]
    public async Task Refuses_another_chain_than_the_settings_name()
    {
        await using DeployChain chain = await DeployChain.StartAsync();
        MechanismDeployer deployer = chain.Deployer(settings: chain.Settings with { ChainId = 1 });
        DeploymentException refusal = await Assert.ThrowsAsync<DeploymentException>(() => deployer.RunAsync(Stop));
        Assert.True(refusal.IsInput);
        Assert.Equal("chain: expected 1, as the settings say; the node is on chain 31337", refusal.Message);
    }

    [Fact]
    public async Task Refuses_a_token_that_is_no_contract()
    {
        await using DeployChain chain = await DeployChain.StartAsync();
        MechanismDeployer deployer = chain.Deployer(
            settings: chain.Settings with { Token = SomeSettings.Account(9) });
        DeploymentException refusal = await Assert.ThrowsAsync<DeploymentException>(() => deployer.RunAsync(Stop));
        Assert.StartsWith("token: expected a contract", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_poor_account_is_told_what_it_lacks_and_goes_on_once_it_has_it()
    {
        await using DeployChain chain = await DeployChain.StartAsync();
        await chain.GiveAsync(chain.Key.Address, 2_000_000_000_000_000); // some of the contracts
        DeploymentException refusal = await Assert.ThrowsAsync<DeploymentException>(
            () => chain.Deployer().RunAsync(Stop));
        Assert.False(refusal.IsInput);
        Assert.Contains($"account {chain.Key.Address} has ", refusal.Message, StringComparison.Ordinal);

        await chain.GiveAsync(chain.Key.Address, (UInt256)1_000_000_000 * 1_000_000_000);
        Assert.Equal(18, (await chain.Deployer().RunAsync(Stop)).Count);
    }

    [Fact]
    public async Task An_account_without_anything_is_told_so()
    {
        await using DeployChain chain = await DeployChain.StartAsync();
        await chain.GiveAsync(chain.Key.Address, UInt256.Zero);
        DeploymentException refusal = await Assert.ThrowsAsync<DeploymentException>(
            () => chain.Deployer().RunAsync(Stop));
        Assert.Contains("has 0 wei and needs", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_other_code_at_an_address_of_its_own()
    {
        await using DeployChain chain = await DeployChain.StartAsync();
        MechanismDeployer deployer = chain.Deployer();
        await chain.AskAsync("anvil_setCode", deployer.Plan.Engagement, "0x60016002");
        DeploymentException refusal = await Assert.ThrowsAsync<DeploymentException>(() => deployer.RunAsync(Stop));
        Assert.StartsWith(
            $"engagement: the code at {deployer.Plan.Engagement} is not that of Engagement (4 bytes",
            refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finds_code_that_was_changed_in_one_byte_after_the_deployment()
    {
        await using DeployChain chain = await DeployChain.StartAsync();
        MechanismDeployer deployer = chain.Deployer();
        await deployer.RunAsync(Stop);
        byte[] code = await chain.Node.GetCodeAsync(deployer.Plan.Stake, "latest", Stop);
        code[1000] ^= 1;
        await chain.AskAsync("anvil_setCode", deployer.Plan.Stake, RpcParam.Data(code));
        await Assert.ThrowsAsync<DeploymentException>(() => chain.Deployer().RunAsync(Stop));
    }

    [Fact]
    public async Task Brings_the_factory_to_a_chain_that_lacks_it()
    {
        await using DeployChain chain = await DeployChain.StartAsync();
        await chain.AskAsync("anvil_setCode", Create2Factory.Address, "0x");
        await chain.AskAsync("anvil_setNonce", Create2Factory.Address, 0UL);
        Assert.Equal(18, (await chain.Deployer().RunAsync(Stop)).Count);
    }

    [Fact]
    public async Task Refuses_a_factory_that_is_another_contract()
    {
        await using DeployChain chain = await DeployChain.StartAsync();
        await chain.AskAsync("anvil_setCode", Create2Factory.Address, "0x60016002");
        DeploymentException refusal = await Assert.ThrowsAsync<DeploymentException>(
            () => chain.Deployer().RunAsync(Stop));
        Assert.Contains("is not the deterministic deployment proxy", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_contracts_hold_what_the_settings_say()
    {
        await using DeployChain chain = await DeployChain.StartAsync();
        MechanismDeployer deployer = chain.Deployer();
        await deployer.RunAsync(Stop);
        MechanismPlan plan = deployer.Plan;

        Assert.Equal((UInt256)2, await chain.ReadAsync(plan.Council, new Safe.GetThresholdCall()));
        Assert.Equal((UInt256)172_800, await chain.ReadAsync(plan.Timelock, new TimelockController.GetMinDelayCall()));
        Assert.Equal((UInt256)86_400, await chain.ReadAsync(plan.Governor, new CordonGovernor.VotingDelayCall()));
        Assert.Equal(plan.Stake, await chain.ReadAsync(plan.Engagement, new Engagement.STAKECall()));
        SafeHarbor.Agreement terms = await chain.ReadAsync(
            plan.AddressOf("terms"), new SafeHarbor.AgreementOfCall(UInt256.One));
        Assert.Equal("Example", terms.ProtocolName);
        Assert.Equal("eip155:1", Assert.Single(terms.Chains).Caip2ChainId);
        Address breaker = plan.AddressOf("breaker_vault");
        Assert.Equal(plan.Registry, await chain.ReadAsync(breaker, new CircuitBreaker.TriggerCall()));
        Assert.True(await chain.ReadAsync(breaker, new CircuitBreaker.IsMemberCall(SomeSettings.Account(8))));
    }
}
