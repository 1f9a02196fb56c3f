using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Community;
using Cordon.Arena.Deployment;
using Cordon.Arena.Guards;
using Cordon.Arena.Scenes;
using Cordon.Contracts.Deployment;
using Cordon.Ethereum;

namespace Cordon.Arena.Scenarios.SlowDrain;

/// <summary>The savings vault with its reserve, honest savers, and a thief who saves there too.</summary>
internal sealed class SavingsSite
{
    public const ulong TraderEther = 40;
    private const ulong FounderEther = 600;
    private const ulong ReserveEther = 100;
    private const ulong ThiefEther = 80;

    /// <summary>What may leave at once: a twentieth of the vault, and as much again within an hour.</summary>
    private const ulong LimitEther = 40;
    private const uint HourSeconds = 3_600;
    private const uint DaySeconds = 86_400;

    /// <summary>Empty blocks in which everybody's interest grows.</summary>
    private const int SavedBlocks = 30;

    // 3 in 10,000 a block: a year's interest, so that a play need not take a year.
    private static readonly UInt256 RateWad = Deployer.Ether(3) / 10_000;

    private SavingsSite(Stage stage, Address vault, EnrolledProtocol? enrolled, ArenaAccount thief) =>
        (Stage, Vault, Enrolled, Thief) = (stage, vault, enrolled, thief);

    public Stage Stage { get; }

    public Address Vault { get; }

    /// <summary>Null without Cordon.</summary>
    public EnrolledProtocol? Enrolled { get; }

    public ArenaAccount Thief { get; }

    /// <summary>What the team tells guards: deposits are covered, and the reserve has paid no more than all savers
    /// together can have earned by now.</summary>
    public Protection? Protection => Enrolled is null ? null : new Protection(Enrolled, [Vault])
    {
        Invariants =
        [
            new ArenaInvariant(
                "solvent", [("held", $"{Vault}.held()(uint256)"), ("owed", $"{Vault}.owed()(uint256)")],
                "held >= owed"),
            new ArenaInvariant(
                "reserve",
                [
                    ("held", $"{Vault}.held()(uint256)"), ("owed", $"{Vault}.owed()(uint256)"),
                    ("earned", $"{Vault}.earnedAtMost()(uint256)"),
                ],
                $"held + earned >= owed + {Deployer.Ether(ReserveEther)}"),
        ],
    };

    /// <summary>Deploys the vault, behind a breaker if there is Cordon, fills it, and lets interest grow.</summary>
    public static async Task<SavingsSite> BuildAsync(
        Stage stage, Commons? cordon, ArenaAccount thief, CancellationToken cancellation)
    {
        Address weth = stage.World.Weth;
        EnrolledProtocol? enrolled = null;
        Address vault;
        if (cordon is null)
        {
            byte[] code = new SavingsVault.Deployment(weth, RateWad)
                .Encode(await stage.Bytecode.OursAsync("SavingsVault", cancellation));
            vault = await stage.Chain.DeployAsync(
                new Act(stage.Founder, To: null, code, "founder creates the vault"), cancellation);
        }
        else
        {
            byte[] code = await stage.Bytecode.OursAsync("GuardedSavingsVault", cancellation);
            AssetLimit limit = new(weth, Deployer.Ether(LimitEther), HourSeconds, DaySeconds);
            enrolled = await cordon.ProtectAsync(
                "savings", [limit], breaker => new GuardedSavingsVault.Deployment(weth, RateWad, breaker).Encode(code),
                cancellation);
            vault = enrolled.Contract;
        }

        var site = new SavingsSite(stage, vault, enrolled, thief);
        await site.FillAsync(cancellation);
        for (int block = 0; block < SavedBlocks; block++) await stage.Chain.MineAsync(cancellation);
        return site;
    }

    /// <summary>WETH of somebody.</summary>
    public Task<UInt256> HeldByAsync(Address who, CancellationToken cancellation) =>
        Balance.OfAsync(Stage, Stage.World.Weth, who, cancellation);

    private async Task FillAsync(CancellationToken cancellation)
    {
        ArenaAccount[] savers = [Stage.Founder, Thief, .. Stage.Traders];
        foreach (ArenaAccount saver in savers)
        {
            await Stage.Chain.SendAsync(
                Act.Call(saver, Stage.World.Weth, new TestToken.ApproveCall(Vault, UInt256.MaxValue),
                    $"{saver.Name} lets the vault take"),
                cancellation);
        }

        await Stage.Chain.MineAsync(cancellation);
        await DepositAsync(Stage.Founder, FounderEther, cancellation);
        await DepositAsync(Thief, ThiefEther, cancellation);
        foreach (ArenaAccount trader in Stage.Traders) await DepositAsync(trader, TraderEther, cancellation);
        await Stage.Chain.SendAsync(
            Act.Call(Stage.Founder, Stage.World.Weth, new TestToken.TransferCall(Vault, Deployer.Ether(ReserveEther)),
                "founder fills the reserve"),
            cancellation);
        await Stage.Chain.MineAsync(cancellation);
    }

    private Task<Hash256> DepositAsync(ArenaAccount saver, ulong ether, CancellationToken cancellation) =>
        Stage.Chain.SendAsync(
            Act.Call(saver, Vault, new SavingsVault.DepositCall(Deployer.Ether(ether)), $"{saver.Name} deposits WETH"),
            cancellation);
}
