using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Community;
using Cordon.Arena.Deployment;
using Cordon.Contracts;
using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;

namespace Cordon.Arena.Scenarios.SlowDrain;

/// <summary>Savers come, go and claim; the thief claims four times in every block. With Cordon the council afterwards
/// sends back to the vault what the breaker held for the thief.</summary>
internal sealed class SlowDrainPlay(SavingsSite site, Commons? cordon) : SitePlay(site.Stage)
{
    private const int QuietBlocks = 4;
    private const int DrainBlocks = 12;
    private const int ClaimsPerBlock = 4;
    private const ulong HonestEther = 3; // more than the thief ever takes at once

    private UInt256 _thiefBefore;
    private UInt256 _due;

    public override Protection? Protection => site.Protection;

    public override async Task RunAsync(CancellationToken cancellation = default)
    {
        for (int block = 0; block < QuietBlocks; block++) await SaveAsync(block, cancellation);
        _thiefBefore = await site.HeldByAsync(site.Thief.Address, cancellation);
        _due = await Chain.ReadAsync(
            site.Vault, new SavingsVault.InterestOfCall(site.Thief.Address), cancellation);
        for (int block = QuietBlocks; block < QuietBlocks + DrainBlocks; block++)
        {
            for (int claim = 0; claim < ClaimsPerBlock; claim++)
            {
                await StrikeAsync(
                    site.Thief, site.Vault, new SavingsVault.ClaimCall(), "claims its interest again",
                    cancellation: cancellation);
            }

            await SaveAsync(block, cancellation);
        }
    }

    /// <summary>What the thief got beyond the interest that it was due at the beginning.</summary>
    public override async Task<Amount> LossAsync(CancellationToken cancellation = default) => Amount.Missing(
        await site.HeldByAsync(site.Thief.Address, cancellation), _thiefBefore + _due, "WETH");

    public override async Task ConcludeAsync(
        Docket docket, IReadOnlyList<RaisedIncident> incidents, CancellationToken cancellation = default)
    {
        await base.ConcludeAsync(docket, incidents, cancellation);
        if (cordon is null || incidents.Count == 0 || site.Enrolled is not { } enrolled) return;
        for (UInt256 ticket = 1; ; ticket += 1)
        {
            CircuitBreaker.Ticket held = await Chain.ReadAsync(
                enrolled.Breaker, new CircuitBreaker.TicketOfCall(ticket), cancellation);
            if (held.Member.IsZero) return;
            if (held.Recipient != site.Thief.Address) continue;
            await cordon.CouncilAsync(
                cordon.Registry, new IncidentRegistry.GiveBackCall(incidents[0].Id, ticket),
                "sends back what was held for the thief", cancellation);
        }
    }

    // One saver a block: claims its interest once, later takes some WETH out, and brings it back.
    private async Task SaveAsync(int block, CancellationToken cancellation)
    {
        ArenaAccount saver = Stage.Traders[block % Stage.Traders.Count];
        int turn = block / Stage.Traders.Count;
        UInt256 amount = Deployer.Ether(HonestEther);
        ICalldata call = turn == 0 ? new SavingsVault.ClaimCall()
            : turn % 2 == 1 ? new SavingsVault.WithdrawCall(amount)
            : new SavingsVault.DepositCall(amount);
        await LiveAsync(saver, site.Vault, call, "sees to its savings", cancellation: cancellation);
        await MineAsync(cancellation);
    }
}
