using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Community;
using Cordon.Arena.Deployment;
using Cordon.Arena.Guards;
using Cordon.Contracts.Deployment;
using Cordon.Ethereum;

namespace Cordon.Arena.Scenarios.InfiniteMint;

/// <summary>The two sides of the bridge, each on a chain of its own, and the honest people with ether on the far one.
/// </summary>
internal sealed class BridgeSite
{
    private const ulong FounderEther = 200;
    private const ulong TraderEther = 20;
    private const uint DaySeconds = 86_400;

    private const string Locked = "locked", Minted = "minted";

    private static readonly Hash256 HomeRoot = Keccak256.HashUtf8("first root of the home side");

    // The slip: an empty first root, which is also the root of what was never proven.
    private static readonly Hash256 FarRoot = Hash256.Zero;

    private readonly Commons? _homeCommons, _farCommons;
    private readonly EnrolledProtocol? _homeSide, _farSide;

    private BridgeSite(
        (Stage Stage, Commons? Commons, Address Contract, EnrolledProtocol? Enrolled) home,
        (Stage Stage, Commons? Commons, Address Contract, EnrolledProtocol? Enrolled) far, Relayer relayer)
    {
        (Stage, _homeCommons, Home, _homeSide) = home;
        (FarStage, _farCommons, Far, _farSide) = far;
        Relayer = relayer;
    }

    /// <summary>The chain on which the ether is locked.</summary>
    public Stage Stage { get; }

    /// <summary>The chain on which what stands for it is minted.</summary>
    public Stage FarStage { get; }

    public Address Home { get; }

    public Address Far { get; }

    public Relayer Relayer { get; }

    /// <summary>What the team tells guards, on either chain: no more may be minted than is locked. The far side first,
    /// where the thief mints.</summary>
    public Protection? Protection => _farSide is null || _homeSide is null ? null : new Protection(_farSide, [Far])
    {
        Community = _farCommons,
        PauseBelief = 0.8, // no honest message makes more than is locked: the invariant alone is enough
        Invariants =
        [
            new ArenaInvariant("backed", [(Minted, $"{Far}.totalSupply()(uint256)")], "locked >= minted")
            {
                Elsewhere = [(Stage.Chain.ChainId, Locked, $"{Home}.locked()(uint256)")],
            },
        ],
        OtherSide = new Protection(_homeSide, [Home])
        {
            Community = _homeCommons,
            PauseBelief = 0.8,
            Invariants =
            [
                new ArenaInvariant("covers", [(Locked, $"{Home}.locked()(uint256)")], "locked >= minted")
                {
                    Elsewhere = [(FarStage.Chain.ChainId, Minted, $"{Far}.totalSupply()(uint256)")],
                },
            ],
        },
    };

    /// <summary>Deploys both sides, each behind a breaker of its own chain if there is Cordon, and has people bring
    /// ether over.</summary>
    public static async Task<BridgeSite> BuildAsync(Stage stage, Commons? cordon, CancellationToken cancellation)
    {
        (Stage abroad, Commons commonsThere) = await stage.GoAbroadAsync(cancellation);
        Commons? there = cordon is null ? null : commonsThere;
        ArenaAccount team = await stage.InviteAsync("bridge team", isPoor: true, cancellation);
        ArenaAccount teamThere = await abroad.InviteAsync(team.Name, isPoor: true, cancellation);

        (Address home, EnrolledProtocol? homeSide) = await CreateAsync(
            stage, cordon, "bridge_home", "LockBox", [new AssetLimit(
                // Above all that is locked: the guard is to be seen, not the limiter.
                stage.World.Weth, Deployer.Ether(4 * FounderEther), DaySeconds, DaySeconds)],
            (code, breaker) => breaker is { } by
                ? new GuardedLockBox.Deployment(stage.World.Weth, team.Address, HomeRoot, by).Encode(code)
                : new LockBox.Deployment(stage.World.Weth, team.Address, HomeRoot).Encode(code),
            cancellation);
        (Address far, EnrolledProtocol? farSide) = await CreateAsync(
            abroad, there, "bridge_far", "MintSide", [],
            (code, breaker) => breaker is { } by
                ? new GuardedMintSide.Deployment(home, team.Address, FarRoot, by).Encode(code)
                : new MintSide.Deployment(home, team.Address, FarRoot).Encode(code),
            cancellation);
        await stage.Chain.SendAsync(
            Act.Call(team, home, new LockBox.LinkCall(far), "bridge team links the sides"), cancellation);
        await stage.Chain.MineAsync(cancellation);

        var relayer = new Relayer(new(stage.Chain, team, home), new(abroad.Chain, teamThere, far));
        var site = new BridgeSite((stage, cordon, home, homeSide), (abroad, there, far, farSide), relayer);
        await site.FillAsync(cancellation);
        return site;
    }

    /// <summary>Brings ether over, for the next block at home.</summary>
    public Task LockAsync(ArenaAccount who, ulong ether, CancellationToken cancellation) => Stage.Chain.SendAsync(
        Act.Call(who, Home, new LockBox.LockCall(who.Address, Deployer.Ether(ether)), $"{who.Name} locks ether"),
        cancellation);

    /// <summary>Takes ether back, for the next block of the far chain.</summary>
    /// <param name="who">As the far chain knows it.</param>
    public Task BurnAsync(ArenaAccount who, ulong ether, CancellationToken cancellation) => FarStage.Chain.SendAsync(
        Act.Call(who, Far, new MintSide.BurnCall(who.Address, Deployer.Ether(ether)), $"{who.Name} burns its ether"),
        cancellation);

    /// <summary>What honest people hold on the far side and is not locked.</summary>
    public async Task<Amount> LossAsync(CancellationToken cancellation)
    {
        UInt256 owed = default;
        foreach (ArenaAccount who in (ArenaAccount[])[Stage.Founder, .. Stage.Traders])
            owed += await FarStage.Chain.ReadAsync(Far, new MintSide.BalanceOfCall(who.Address), cancellation);
        UInt256 locked = await Stage.Chain.ReadAsync(Home, new LockBox.LockedCall(), cancellation);
        return Amount.Missing(owed, locked, "WETH");
    }

    private async Task FillAsync(CancellationToken cancellation)
    {
        foreach (ArenaAccount who in (ArenaAccount[])[Stage.Founder, .. Stage.Traders])
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
        await FarStage.Chain.MineAsync(cancellation);
    }

    private static async Task<(Address, EnrolledProtocol?)> CreateAsync(
        Stage stage, Commons? cordon, string name, string contract, IReadOnlyList<AssetLimit> limits,
        Func<byte[], Address?, byte[]> creation, CancellationToken cancellation)
    {
        if (cordon is null)
        {
            byte[] plain = creation(await stage.Bytecode.OursAsync(contract, cancellation), null);
            Address created = await stage.Chain.DeployAsync(
                new Act(stage.Founder, To: null, plain, $"founder creates {name}"), cancellation);
            return (created, null);
        }

        byte[] guarded = await stage.Bytecode.OursAsync($"Guarded{contract}", cancellation);
        EnrolledProtocol enrolled = await cordon.ProtectAsync(
            name, limits, breaker => creation(guarded, breaker), cancellation);
        return (enrolled.Contract, enrolled);
    }
}
