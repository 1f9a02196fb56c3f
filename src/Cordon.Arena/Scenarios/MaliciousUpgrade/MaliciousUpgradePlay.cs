using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Community;
using Cordon.Arena.Deployment;
using Cordon.Contracts;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Arena.Scenarios.MaliciousUpgrade;

/// <summary>The stolen key schedules, the delay passes, the thief executes and takes all. Afterwards, with Cordon, the
/// thief bribes two auditors, who lose half their stake for it; the team's own upgrade is reviewed and carried out.
/// </summary>
internal sealed class MaliciousUpgradePlay(ProxySite site, Commons? cordon, ArenaAccount thief) : SitePlay(site.Stage)
{
    private const ulong HonestEther = 2;
    private const ulong NextVersion = 2;

    /// <summary>A minute more than the review's window.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromDays(3) + TimeSpan.FromMinutes(1);

    private readonly BribedReview? _bribed = cordon is null ? null : new BribedReview(site, cordon);
    private Address _hollow;

    public override Protection? Protection => site.Protection;

    public override async Task RunAsync(CancellationToken cancellation = default)
    {
        await SaveAsync(0, cancellation);
        byte[] code = new HollowVault.Deployment(Stage.World.Weth, NextVersion)
            .Encode(await Stage.Bytecode.OursAsync("HollowVault", cancellation));
        _hollow = thief.NextContract;
        Act creation = new(thief, To: null, code, "thief creates a hollow vault");
        await Chain.SendAsync(creation with { Role = TransactionRole.Preparation }, cancellation);
        await SaveAsync(1, cancellation);

        byte[] upgrade = site.Upgrade(_hollow).Encode();
        await StrikeAsync(
            site.Team, site.Timelock,
            new TimelockController.ScheduleCall(
                site.Gate, 0, upgrade, Hash256.Zero, Hash256.Zero, (UInt256)(ulong)ProxySite.Delay.TotalSeconds),
            "(its stolen key) schedules an upgrade", cancellation: cancellation);
        await SaveAsync(2, cancellation);
        await Chain.PassAsync(ProxySite.Delay, cancellation);
        await SaveAsync(3, cancellation);

        await StrikeAsync(
            thief, site.Timelock,
            new TimelockController.ExecuteCall(site.Gate, 0, upgrade, Hash256.Zero, Hash256.Zero),
            "executes the upgrade", cancellation: cancellation);
        await MineAsync(cancellation);
        await StrikeAsync(
            thief, site.Vault, new HollowVault.MigrateCall(), "takes all there is", cancellation: cancellation);
        await MineAsync(cancellation);
    }

    public override Task<Amount> LossAsync(CancellationToken cancellation = default) => site.LossAsync(cancellation);

    public override async Task ConcludeAsync(
        Docket docket, IReadOnlyList<RaisedIncident> incidents, CancellationToken cancellation = default)
    {
        await base.ConcludeAsync(docket, incidents, cancellation);
        if (cordon is null || _bribed is null || site.Enrolled is not { } enrolled) return;
        await _bribed.RunAsync(thief, _hollow, cancellation);
        Address logic = await site.CreateLogicAsync(NextVersion, enrolled.Breaker, cancellation);
        await ReviewAsync(cordon, logic, cancellation);

        byte[] upgrade = site.Upgrade(logic).Encode();
        await cordon.ActAsync(site.Team, site.Timelock, new TimelockController.ScheduleCall(
            site.Gate, 0, upgrade, Hash256.Zero, Hash256.Zero, (UInt256)(ulong)ProxySite.Delay.TotalSeconds).Encode(),
            "schedules the next version", cancellation);
        await Chain.PassAsync(Window, cancellation);
        await cordon.ActAsync(site.Team, site.Timelock, new TimelockController.ExecuteCall(
            site.Gate, 0, upgrade, Hash256.Zero, Hash256.Zero).Encode(), "executes the upgrade", cancellation);
    }

    public override async Task<IReadOnlyList<string>> FaultsAsync(
        IReadOnlyList<RaisedIncident> incidents, CancellationToken cancellation = default)
    {
        UInt256 version = await Chain.ReadAsync(site.Vault, new Vault.VERSIONCall(), cancellation);
        string[] late = version == NextVersion ? [] : [$"The reviewed upgrade was not carried out: version {version}."];
        return [.. late, .. _bribed?.Faults ?? []];
    }

    // Two guardians act as auditors, with their stake behind it.
    private async Task ReviewAsync(Commons commons, Address logic, CancellationToken cancellation)
    {
        Address review = commons.Mechanism.Plan.Review;
        await commons.ActAsync(
            site.Team, review, new UpgradeReview.SubmitCall(site.Vault, logic, []).Encode(), "asks for a review",
            cancellation);
        UInt256 id = await Chain.ReadAsync(review, new UpgradeReview.ReviewCountCall(), cancellation);
        Hash256 codeHash = Keccak256.Hash(await Chain.Node.GetCodeAsync(logic, "latest", cancellation));
        foreach (Guardian auditor in commons.Members.Guardians.Take(2))
        {
            await commons.ActAsync(
                auditor.Owner, review, new UpgradeReview.ApproveCall(id, codeHash).Encode(), "approves the code",
                cancellation);
        }
    }

    private async Task SaveAsync(int block, CancellationToken cancellation)
    {
        ArenaAccount trader = Stage.Traders[block % Stage.Traders.Count];
        UInt256 amount = Deployer.Ether(HonestEther);
        await LiveAsync(trader, site.Vault, new Vault.WithdrawCall(amount), "takes WETH out",
            cancellation: cancellation);
        await LiveAsync(trader, site.Vault, new Vault.DepositCall(amount), "deposits WETH",
            cancellation: cancellation);
        await MineAsync(cancellation);
    }
}
