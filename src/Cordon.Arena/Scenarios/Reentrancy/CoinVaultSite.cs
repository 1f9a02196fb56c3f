using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Community;
using Cordon.Arena.Deployment;
using Cordon.Arena.Guards;
using Cordon.Contracts.Deployment;
using Cordon.Ethereum;

namespace Cordon.Arena.Scenarios.Reentrancy;

/// <summary>The vault of ether and its honest depositors: the founder and the traders.</summary>
internal sealed class CoinVaultSite
{
    public const ulong TraderEther = 25;
    private const ulong FounderEther = 200;
    private const uint DaySeconds = 86_400;

    private CoinVaultSite(Stage stage, Address vault, EnrolledProtocol? enrolled) =>
        (Stage, Vault, Enrolled) = (stage, vault, enrolled);

    public Stage Stage { get; }

    public Address Vault { get; }

    /// <summary>Null without Cordon.</summary>
    public EnrolledProtocol? Enrolled { get; }

    /// <summary>What the team tells guards: the vault has what it owes.</summary>
    public Protection? Protection => Enrolled is null ? null : new Protection(Enrolled, [Vault])
    {
        PauseBelief = 0.8,
        Invariants =
        [
            new ArenaInvariant(
                "solvent", [("held", $"{Vault}.held()(uint256)"), ("owed", $"{Vault}.owed()(uint256)")],
                "held >= owed"),
        ],
    };

    /// <summary>Deploys the vault, behind a breaker if there is Cordon, and fills it.</summary>
    public static async Task<CoinVaultSite> BuildAsync(
        Stage stage, Commons? cordon, CancellationToken cancellation)
    {
        CoinVaultSite site = cordon is null
            ? new CoinVaultSite(stage, await PlainAsync(stage, cancellation), null)
            : await GuardedAsync(stage, cordon, cancellation);
        await site.DepositAsync(stage.Founder, FounderEther, cancellation);
        foreach (ArenaAccount trader in stage.Traders) await site.DepositAsync(trader, TraderEther, cancellation);
        await stage.Chain.MineAsync(cancellation);
        return site;
    }

    /// <summary>Sends a deposit, for the next block.</summary>
    public Task DepositAsync(ArenaAccount who, ulong ether, CancellationToken cancellation) =>
        Stage.Chain.SendAsync(
            Act.Call(who, Vault, new CoinVault.DepositCall(), $"{who.Name} deposits ether") with
            {
                Value = Deployer.Ether(ether),
            },
            cancellation);

    /// <summary>What the vault owes its honest depositors and does not have.</summary>
    public async Task<Amount> LossAsync(CancellationToken cancellation)
    {
        UInt256 owed = default;
        foreach (ArenaAccount who in (ArenaAccount[])[Stage.Founder, .. Stage.Traders])
            owed += await Stage.Chain.ReadAsync(Vault, new CoinVault.BalanceOfCall(who.Address), cancellation);
        UInt256 held = await Stage.Chain.ReadAsync(Vault, new CoinVault.HeldCall(), cancellation);
        return Amount.Missing(owed, held, "ETH");
    }

    private static async Task<Address> PlainAsync(Stage stage, CancellationToken cancellation)
    {
        byte[] code = await stage.Bytecode.OursAsync("CoinVault", cancellation);
        return await stage.Chain.DeployAsync(
            new Act(stage.Founder, To: null, code, "founder creates the vault"), cancellation);
    }

    private static async Task<CoinVaultSite> GuardedAsync(
        Stage stage, Commons cordon, CancellationToken cancellation)
    {
        byte[] code = await stage.Bytecode.OursAsync("GuardedCoinVault", cancellation);
        // Above all that is deposited: the limiter would end the theft by itself, and the guard is to be seen.
        AssetLimit limit = new(Address.Zero, Deployer.Ether(4 * FounderEther), DaySeconds, DaySeconds);
        EnrolledProtocol enrolled = await cordon.ProtectAsync(
            "coin_vault", [limit], breaker => new GuardedCoinVault.Deployment(breaker).Encode(code), cancellation);
        return new CoinVaultSite(stage, enrolled.Contract, enrolled);
    }
}
