using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Community;
using Cordon.Arena.Deployment;
using Cordon.Arena.Guards;
using Cordon.Arena.Scenes;
using Cordon.Arena.Traffic;
using Cordon.Contracts.Deployment;
using Cordon.Ethereum;

namespace Cordon.Arena.Scenarios;

/// <summary>A lender that trusts a pool's price, with depositors' ether in it, and traders who use it.</summary>
public sealed class LenderSite
{
    public const ulong DepositedEther = 300;

    private const uint DaySeconds = 86_400;

    private LenderSite(Stage stage, Address lender, EnrolledProtocol? enrolled) =>
        (Stage, Lender, Enrolled) = (stage, lender, enrolled);

    public Stage Stage { get; }

    public Address Lender { get; }

    /// <summary>Null without Cordon.</summary>
    public EnrolledProtocol? Enrolled { get; }

    public HonestTraffic Traffic => new(Stage);

    public HonestBorrowing Loans => new(Stage, Lender);

    /// <summary>What the operator tells a guard: one contract, and that what it holds, its collateral at the pool's
    /// price included, covers what was deposited.</summary>
    public Protection? Protection => Enrolled is null ? null : new Protection(Enrolled, [Lender])
    {
        Invariants = [Covered()],
    };

    /// <summary>Deploys the lender, behind a breaker if there is Cordon, fills it and lets the traders use it. The flow
    /// limit is above all that is deposited: it would stop the theft by itself, and the guard is to be seen.</summary>
    public static Task<LenderSite> BuildAsync(
        Stage stage, Commons? cordon, CancellationToken cancellation = default) =>
        BuildAsync(stage, cordon, new AssetLimit(
            stage.World.Weth, Deployer.Ether(3 * DepositedEther), DaySeconds, DaySeconds), cancellation);

    /// <summary>The same with a flow limit of the team's choice.</summary>
    public static async Task<LenderSite> BuildAsync(
        Stage stage, Commons? cordon, AssetLimit limit, CancellationToken cancellation = default)
    {
        ArenaWorld world = stage.World;
        LenderSite site;
        if (cordon is null)
        {
            byte[] plain = new SpotPriceLender.Deployment(world.CoinPool, world.Coin, world.Weth)
                .Encode(stage.Bytecode.Lender);
            Address lender = await stage.Chain.DeployAsync(
                new Act(stage.Founder, To: null, plain, "founder creates the lender"), cancellation);
            site = new LenderSite(stage, lender, null);
        }
        else
        {
            byte[] guarded = await stage.Bytecode.OursAsync("GuardedLender", cancellation);
            EnrolledProtocol enrolled = await cordon.ProtectAsync(
                "lender",
                [limit],
                breaker => new GuardedLender.Deployment(
                    world.CoinPool, world.Coin, world.Weth, breaker).Encode(guarded),
                cancellation);
            site = new LenderSite(stage, enrolled.Contract, enrolled);
        }

        await site.FillAsync(cancellation);
        await site.Loans.ApproveAsync(cancellation);
        return site;
    }

    /// <summary>A block of honest life: swaps, and now and then a loan. Sent, not mined.</summary>
    public async Task LiveAsync(bool withLoan, CancellationToken cancellation = default)
    {
        (_, IReadOnlyList<ArenaAccount> traders) = await Traffic.SwapAsync(cancellation: cancellation);
        if (withLoan) await Loans.BorrowAsync(traders[^1], cancellation);
    }

    /// <summary>What is missing of the depositors' ether, once all honest loans are paid back.</summary>
    public async Task<Amount> LossAsync(CancellationToken cancellation = default) => Amount.Missing(
        await Stage.Chain.ReadAsync(Lender, new SpotPriceLender.TotalSuppliedCall(), cancellation),
        await Balance.OfAsync(Stage, Stage.World.Weth, Lender, cancellation),
        "WETH");

    /// <summary>Some blocks of honest life.</summary>
    public async Task LiveAsync(int blocks, CancellationToken cancellation = default)
    {
        for (int block = 0; block < blocks; block++)
        {
            await LiveAsync(withLoan: block == 1, cancellation);
            await Stage.Chain.MineAsync(cancellation);
        }
    }

    private async Task FillAsync(CancellationToken cancellation)
    {
        ArenaAccount founder = Stage.Founder;
        await Stage.Chain.SendAsync(
            Act.Call(founder, Stage.World.Weth, new TestToken.ApproveCall(Lender, UInt256.MaxValue),
                "founder lets the lender take"),
            cancellation);
        await Stage.Chain.SendAsync(
            Act.Call(founder, Lender, new SpotPriceLender.SupplyCall(Deployer.Ether(DepositedEther)),
                "founder supplies the lender"),
            cancellation);
        await Stage.Chain.MineAsync(cancellation);
    }

    private ArenaInvariant Covered()
    {
        ArenaWorld world = Stage.World;
        return new ArenaInvariant(
            "covered",
            [
                ("cash", $"{world.Weth}.balanceOf(address)(uint256) {Lender}"),
                ("pledged", $"{world.Coin}.balanceOf(address)(uint256) {Lender}"),
                ("ether", $"{world.Weth}.balanceOf(address)(uint256) {world.CoinPool}"),
                ("coins", $"{world.Coin}.balanceOf(address)(uint256) {world.CoinPool}"),
                ("owed", $"{Lender}.totalSupplied()(uint256)"),
            ],
            "cash + pledged * ether / coins >= owed");
    }
}
