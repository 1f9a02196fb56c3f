using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Community;
using Cordon.Arena.Deployment;
using Cordon.Arena.Guards;
using Cordon.Arena.Nodes;
using Cordon.Contracts;
using Cordon.Contracts.Deployment;
using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;

namespace Cordon.Arena.Scenarios.MaliciousUpgrade;

/// <summary>A vault behind OpenZeppelin's transparent proxy, which a timelock upgrades on the word of a team's key.
/// With Cordon the timelock's word goes through the review of upgrades.</summary>
internal sealed class ProxySite
{
    private const string ProxyPackage = "@openzeppelin/contracts";
    private const string ProxyFile = "build/contracts/TransparentUpgradeableProxy.json";
    private const ulong FounderEther = 200;
    private const ulong TraderEther = 25;
    private const uint DaySeconds = 86_400;

    /// <summary>Between the word and the deed: days elsewhere.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromHours(2);

    private ProxySite(Stage stage, ArenaAccount team) => (Stage, Team) = (stage, team);

    public Stage Stage { get; }

    /// <summary>Whose key schedules upgrades.</summary>
    public ArenaAccount Team { get; }

    /// <summary>The proxy.</summary>
    public Address Vault { get; private set; }

    public Address Timelock { get; private set; }

    /// <summary>OpenZeppelin's ProxyAdmin of the proxy.</summary>
    public Address Admin { get; private set; }

    /// <summary>What the timelock calls for an upgrade: the admin, or with Cordon what stands before it.</summary>
    public Address Gate { get; private set; }

    /// <summary>Null without Cordon.</summary>
    public EnrolledProtocol? Enrolled { get; private set; }

    public Protection? Protection => Enrolled is null ? null : new Protection(Enrolled, [Vault, Admin, Gate, Timelock])
    {
        Invariants =
        [
            new ArenaInvariant(
                "solvent", [("held", $"{Vault}.held()(uint256)"), ("owed", $"{Vault}.owed()(uint256)")],
                "held >= owed"),
        ],
    };

    /// <summary>Deploys the vault and fills it.</summary>
    public static async Task<ProxySite> BuildAsync(Stage stage, Commons? cordon, CancellationToken cancellation)
    {
        var site = new ProxySite(stage, await stage.InviteAsync("team", isPoor: true, cancellation));
        site.Timelock = await site.CreateAsync(
            stage.Founder,
            new TimelockController.Deployment(
                    (UInt256)(ulong)Delay.TotalSeconds, [site.Team.Address], [Address.Zero], Address.Zero)
                .Encode(ContractCode.Of("TimelockController").Creation.Span),
            "the timelock", cancellation);
        if (cordon is null)
        {
            Address logic = await site.CreateLogicAsync(version: 1, breaker: null, cancellation);
            await site.CreateProxyAsync(logic, site.Timelock, cancellation);
            site.Gate = site.Admin;
        }
        else
        {
            await site.BuildGuardedAsync(cordon, cancellation);
        }

        await site.FillAsync(cancellation);
        return site;
    }

    /// <summary>The call by which the timelock upgrades the vault.</summary>
    public ICalldata Upgrade(Address logic) => Enrolled is null
        ? new ProxyAdmin.UpgradeAndCallCall(Vault, logic, [])
        : new ReviewedProxyAdmin.UpgradeAndCallCall(Admin, Vault, logic, []);

    /// <summary>Deploys a version of the vault's honest code.</summary>
    public async Task<Address> CreateLogicAsync(ulong version, Address? breaker, CancellationToken cancellation)
    {
        Address weth = Stage.World.Weth;
        string name = breaker is null ? "Vault" : "GuardedVault";
        byte[] code = await Stage.Bytecode.OursAsync(name, cancellation);
        byte[] creation = breaker is { } switchboard
            ? new GuardedVault.Deployment(weth, version, switchboard).Encode(code)
            : new Vault.Deployment(weth, version).Encode(code);
        return await CreateAsync(Stage.Founder, creation, $"version {version} of the vault", cancellation);
    }

    /// <summary>What the vault owes and does not have; of the depositors' own account, since its own code may lie.
    /// </summary>
    public async Task<Amount> LossAsync(CancellationToken cancellation) => Amount.Missing(
        Deployer.Ether(FounderEther + (TraderEther * (ulong)Stage.Traders.Count)),
        await Scenes.Balance.OfAsync(Stage, Stage.World.Weth, Vault, cancellation),
        "WETH");

    private async Task BuildGuardedAsync(Commons cordon, CancellationToken cancellation)
    {
        // The breaker names the proxy before that exists; the proxy is the team's next contract.
        AssetLimit limit = new(Stage.World.Weth, Deployer.Ether(4 * FounderEther), DaySeconds, DaySeconds);
        Address breaker = await cordon.Mechanism.DeployBreakerAsync(
            Stage.Chain, new ProtocolSettings("vault", Governor: null, [Team.NextContract], [limit]), cancellation);
        Gate = await CreateAsync(
            Stage.Founder,
            new ReviewedProxyAdmin.Deployment(cordon.Mechanism.Plan.Review, Timelock)
                .Encode(ContractCode.Of("ReviewedProxyAdmin").Creation.Span),
            "the gate of upgrades", cancellation);
        Address logic = await CreateLogicAsync(version: 1, breaker, cancellation);
        await CreateProxyAsync(logic, Gate, cancellation);
        await cordon.EnrollAsync(Vault, breaker, cancellation);
        Enrolled = new EnrolledProtocol("vault", Vault, breaker);
    }

    private async Task CreateProxyAsync(Address logic, Address owner, CancellationToken cancellation)
    {
        byte[] code = await ContractArtifact.ReadBytecodeAsync(
            NpmPackages.File(ProxyPackage, ProxyFile), cancellation);
        byte[] question = new Vault.HeldCall().Encode(); // OpenZeppelin refuses a proxy whose creation calls nothing
        Vault = await CreateAsync(
            Team, new TransparentProxy.Deployment(logic, owner, question).Encode(code), "the proxy", cancellation);
        Admin = Address.ForCreate(Vault, nonce: 1); // the proxy's first creation
        Address found = await Stage.Chain.ReadAsync(Admin, new ProxyAdmin.OwnerCall(), cancellation);
        if (found != owner) throw new ArenaException($"The proxy's admin belongs to {found} and not to {owner}.");
    }

    private async Task FillAsync(CancellationToken cancellation)
    {
        ArenaAccount[] depositors = [Stage.Founder, .. Stage.Traders];
        foreach (ArenaAccount who in depositors)
        {
            await Stage.Chain.SendAsync(
                Act.Call(who, Stage.World.Weth, new TestToken.ApproveCall(Vault, UInt256.MaxValue),
                    $"{who.Name} lets the vault take"),
                cancellation);
        }

        await Stage.Chain.MineAsync(cancellation);
        foreach (ArenaAccount who in depositors)
        {
            ulong ether = who == Stage.Founder ? FounderEther : TraderEther;
            await Stage.Chain.SendAsync(
                Act.Call(who, Vault, new Vault.DepositCall(Deployer.Ether(ether)), $"{who.Name} deposits WETH"),
                cancellation);
        }

        await Stage.Chain.MineAsync(cancellation);
    }

    private Task<Address> CreateAsync(
        ArenaAccount who, byte[] code, string what, CancellationToken cancellation) =>
        Stage.Chain.DeployAsync(new Act(who, To: null, code, $"{who.Name} creates {what}"), cancellation);
}
