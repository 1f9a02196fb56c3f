using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Community;
using Cordon.Arena.Deployment;
using Cordon.Arena.Guards;
using Cordon.Contracts.Deployment;
using Cordon.Ethereum;

namespace Cordon.Arena.Scenarios.InfiniteMint;

/// <summary>Both sides of the bridge, on one chain, and the honest people with ether on the far side.</summary>
internal sealed class BridgeSite
{
    private const ulong FounderEther = 200;
    private const ulong TraderEther = 20;
    private const uint DaySeconds = 86_400;

    private static readonly Hash256 HomeRoot = Keccak256.HashUtf8("first root of the home side");

    // The slip: an empty first root, which is also the root of what was never proven.
    private static readonly Hash256 FarRoot = Hash256.Zero;

    private BridgeSite(Stage stage, Address home, Address far, Relayer relayer, EnrolledProtocol? enrolled) =>
        (Stage, Home, Far, Relayer, Enrolled) = (stage, home, far, relayer, enrolled);

    public Stage Stage { get; }

    /// <summary>Where the ether is locked.</summary>
    public Address Home { get; }

    /// <summary>Where what stands for it is minted.</summary>
    public Address Far { get; }

    public Relayer Relayer { get; }

    /// <summary>Null without Cordon.</summary>
    public EnrolledProtocol? Enrolled { get; }

    /// <summary>What the team tells guards: nothing is minted that is not locked.</summary>
    public Protection? Protection => Enrolled is null ? null : new Protection(Enrolled, [Home, Far])
    {
        PauseBelief = 0.8, // no honest message makes more than is locked: the invariant alone is enough
        Invariants =
        [
            new ArenaInvariant(
                "backed", [("locked", $"{Home}.locked()(uint256)"), ("minted", $"{Far}.totalSupply()(uint256)")],
                "locked >= minted"),
        ],
    };

    private ArenaAccount[] Holders => [Stage.Founder, .. Stage.Traders];

    /// <summary>Deploys both sides, behind one breaker if there is Cordon, and has people bring ether over.</summary>
    public static async Task<BridgeSite> BuildAsync(Stage stage, Commons? cordon, CancellationToken cancellation)
    {
        ArenaAccount team = await stage.InviteAsync("bridge team", isPoor: true, cancellation);
        (Address home, Address far, EnrolledProtocol? enrolled) = cordon is null
            ? await PlainAsync(stage, team, cancellation)
            : await GuardedAsync(stage, cordon, team, cancellation);
        await stage.Chain.SendAsync(
            Act.Call(team, home, new LockBox.LinkCall(far), "bridge team links the sides"), cancellation);
        await stage.Chain.MineAsync(cancellation);

        var site = new BridgeSite(stage, home, far, new Relayer(stage.Chain, team, home, far), enrolled);
        await site.FillAsync(cancellation);
        return site;
    }

    /// <summary>Brings ether over, for the next block.</summary>
    public Task LockAsync(ArenaAccount who, ulong ether, CancellationToken cancellation) => Stage.Chain.SendAsync(
        Act.Call(who, Home, new LockBox.LockCall(who.Address, Deployer.Ether(ether)), $"{who.Name} locks ether"),
        cancellation);

    /// <summary>Takes ether back, for the next block.</summary>
    public Task BurnAsync(ArenaAccount who, ulong ether, CancellationToken cancellation) => Stage.Chain.SendAsync(
        Act.Call(who, Far, new MintSide.BurnCall(who.Address, Deployer.Ether(ether)), $"{who.Name} burns its ether"),
        cancellation);

    /// <summary>What honest people hold on the far side and is not locked.</summary>
    public async Task<Amount> LossAsync(CancellationToken cancellation)
    {
        UInt256 owed = default;
        foreach (ArenaAccount who in Holders)
            owed += await Stage.Chain.ReadAsync(Far, new MintSide.BalanceOfCall(who.Address), cancellation);
        UInt256 locked = await Stage.Chain.ReadAsync(Home, new LockBox.LockedCall(), cancellation);
        return Amount.Missing(owed, locked, "WETH");
    }

    private async Task FillAsync(CancellationToken cancellation)
    {
        foreach (ArenaAccount who in Holders)
        {
            await Stage.Chain.SendAsync(
                Act.Call(who, Stage.World.Weth, new TestToken.ApproveCall(Home, UInt256.MaxValue),
                    $"{who.Name} lets the bridge take"),
                cancellation);
        }

        await Stage.Chain.MineAsync(cancellation);
        await LockAsync(Stage.Founder, FounderEther, cancellation);
        foreach (ArenaAccount trader in Stage.Traders) await LockAsync(trader, TraderEther, cancellation);
        await Stage.Chain.MineAsync(cancellation);
        await Relayer.RelayAsync(cancellation);
        await Stage.Chain.MineAsync(cancellation);
    }

    private static async Task<(Address, Address, EnrolledProtocol?)> PlainAsync(
        Stage stage, ArenaAccount team, CancellationToken cancellation)
    {
        byte[] lockBox = await stage.Bytecode.OursAsync("LockBox", cancellation);
        byte[] mintSide = await stage.Bytecode.OursAsync("MintSide", cancellation);
        Address home = await CreateAsync(
            stage, stage.Founder, new LockBox.Deployment(stage.World.Weth, team.Address, HomeRoot).Encode(lockBox),
            "the home side", cancellation);
        Address far = await CreateAsync(
            stage, team, new MintSide.Deployment(home, team.Address, FarRoot).Encode(mintSide), "the far side",
            cancellation);
        return (home, far, null);
    }

    private static async Task<(Address, Address, EnrolledProtocol?)> GuardedAsync(
        Stage stage, Commons cordon, ArenaAccount team, CancellationToken cancellation)
    {
        byte[] lockBox = await stage.Bytecode.OursAsync("GuardedLockBox", cancellation);
        byte[] mintSide = await stage.Bytecode.OursAsync("GuardedMintSide", cancellation);
        // The breaker names its members before they exist. Its limit is above all that is locked: the guard is to be
        // seen, not the limiter.
        AssetLimit limit = new(stage.World.Weth, Deployer.Ether(4 * FounderEther), DaySeconds, DaySeconds);
        Address[] members = [stage.Founder.NextContract, team.NextContract];
        Address breaker = await cordon.Mechanism.DeployBreakerAsync(
            stage.Chain, new ProtocolSettings("bridge", Governor: null, members, [limit]), cancellation);
        Address home = await CreateAsync(
            stage, stage.Founder,
            new GuardedLockBox.Deployment(stage.World.Weth, team.Address, HomeRoot, breaker).Encode(lockBox),
            "the home side", cancellation);
        Address far = await CreateAsync(
            stage, team, new GuardedMintSide.Deployment(home, team.Address, FarRoot, breaker).Encode(mintSide),
            "the far side", cancellation);
        await cordon.EnrollAsync(home, breaker, cancellation);
        return (home, far, new EnrolledProtocol("bridge", home, breaker));
    }

    private static Task<Address> CreateAsync(
        Stage stage, ArenaAccount who, byte[] code, string what, CancellationToken cancellation) =>
        stage.Chain.DeployAsync(new Act(who, To: null, code, $"{who.Name} creates {what}"), cancellation);
}
