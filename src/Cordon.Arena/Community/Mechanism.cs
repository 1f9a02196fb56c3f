using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Deployment;
using Cordon.Contracts;
using Cordon.Contracts.Deployment;
using Cordon.Ethereum;

namespace Cordon.Arena.Community;

/// <summary>Cordon's contracts on the arena's chain, brought there as <c>cordon deploy</c> does it.</summary>
/// <remarks>Numbers are the defaults, but the governor's delays: an hour each and not days, so that what the community
/// votes on takes two hours of the chain's clock.</remarks>
public sealed class Mechanism
{
    public const int CouncilSize = 3;
    public const int CouncilThreshold = 2;
    private const string DeployerName = "deployer";

    private readonly DeploymentSettings _settings;
    private readonly int _seed;

    private Mechanism(DeploymentSettings settings, MechanismPlan plan, int seed) =>
        (_settings, Plan, _seed) = (settings, plan, seed);

    /// <summary>Every contract with its address.</summary>
    public MechanismPlan Plan { get; }

    /// <summary>The token that is staked, bonded and paid.</summary>
    public Address Token => _settings.Token;

    /// <summary>Creates the stake's token and deploys; the founder is its minter.</summary>
    public static async Task<Mechanism> DeployAsync(Stage stage, CancellationToken cancellation = default)
    {
        LocalChain chain = stage.Chain;
        byte[] code = new TestToken.Deployment("Cordon Stake", "STAKE").Encode(stage.Bytecode.Token);
        Address token = await chain.DeployAsync(
            new Act(stage.Founder, To: null, code, "founder creates STAKE"), cancellation);
        DeploymentSettings settings = SettingsOf(chain.ChainId, token, stage.Seed);
        using var deployer = new ArenaAccount(stage.Seed, DeployerName);
        await chain.EndowAsync(deployer.Address, Deployer.Ether(1_000), cancellation);
        MechanismPlan plan = await RunAsync(chain, settings, deployer, cancellation);
        return new Mechanism(settings, plan, stage.Seed);
    }

    /// <summary>The address of the account of the council with that number, from 0.</summary>
    public static string CouncillorName(int number) => $"councillor {number + 1}";

    /// <summary>Deploys a protocol's breaker and returns its address.</summary>
    public async Task<Address> DeployBreakerAsync(
        LocalChain chain, ProtocolSettings protocol, CancellationToken cancellation = default)
    {
        using var deployer = new ArenaAccount(_seed, DeployerName);
        MechanismPlan plan = await RunAsync(
            chain, _settings with { Protocols = [protocol] }, deployer, cancellation);
        return plan.AddressOf($"breaker_{protocol.Name}");
    }

    private static async Task<MechanismPlan> RunAsync(
        LocalChain chain, DeploymentSettings settings, ArenaAccount deployer, CancellationToken cancellation)
    {
        var run = new MechanismDeployer(settings, chain.Node, deployer.Key);
        await chain.SetAutomineAsync(true, cancellation);
        try
        {
            await run.RunAsync(cancellation);
        }
        finally
        {
            await chain.SetAutomineAsync(false, cancellation);
        }

        return run.Plan;
    }

    private static DeploymentSettings SettingsOf(ulong chainId, Address token, int seed)
    {
        UInt256 unit = Deployer.Ether(1);
        Address[] council = [.. Enumerable.Range(0, CouncilSize).Select(i => AddressOf(seed, CouncillorName(i)))];
        return new DeploymentSettings
        {
            ChainId = chainId,
            Salt = "arena",
            Token = token,
            Council = new CouncilSettings(council, CouncilThreshold),
            Governor = new GovernorSettings { VotingDelay = 1, VotingPeriod = 3_600, TimelockDelay = 3_600 },
            SelfStakeMin = unit * 10_000,
            Engagement = new Engagement.Settings(
                86_400, 3_600, 3_600, 3 * 86_400, 7 * 86_400, 32, 7_200, 3,
                250_000_000_000_000_000, 500_000_000_000_000_000, 50_000_000_000_000_000, unit * 10, unit),
            Review = new ReviewSettings(2, 3 * 86_400, unit * 5_000, unit / 2),
            Budget = new BudgetSettings([.. council.Order()], CouncilThreshold, 30 * 86_400, unit * 10_000, unit),
            Bounty = BountyOf(unit, AddressOf(seed, "treasury")),
        };
    }

    private static BountySettings BountyOf(UInt256 unit, Address recovery) => new()
    {
        Bond = unit * 10,
        Agreement = new SafeHarbor.Agreement(
            "Arena",
            [new SafeHarbor.Contact("desk", "security@example.org")],
            [new SafeHarbor.Chain($"{recovery}", "eip155:31337")],
            [new SafeHarbor.Account(UInt256.Zero, $"{recovery}", 3)],
            new SafeHarbor.BountyTerms(10, 1_000_000, true, 0, "", UInt256.Zero),
            "ipfs://example"),
        Enforced = new SafeHarbor.Enforced([unit, unit, unit * 2, unit * 3], recovery, 1_000),
    };

    private static Address AddressOf(int seed, string name)
    {
        using var account = new ArenaAccount(seed, name);
        return account.Address;
    }
}
