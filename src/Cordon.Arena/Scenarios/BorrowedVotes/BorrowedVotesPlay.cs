using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Community;
using Cordon.Arena.Deployment;
using Cordon.Contracts;
using Cordon.Ethereum;

namespace Cordon.Arena.Scenarios.BorrowedVotes;

/// <summary>An honest motion and a hostile one, side by side from proposal to execution.</summary>
/// <remarks>With Cordon the council does what a council does: it looks at the registry when the motions are queued, and
/// if an incident was raised it cancels the motion of whoever the incident came with. It knows nothing of the guard.
/// </remarks>
internal sealed class BorrowedVotesPlay : SitePlay
{
    private const byte For = 1;
    private const byte Against = 0;
    private const byte Paused = 2;
    private const ulong GrantEther = 10;
    private const ulong StolenEther = 500;

    /// <summary>As the policy of everyone in the arena says, and a minute more.</summary>
    private static readonly TimeSpan QuorumPause = TimeSpan.FromHours(72) + TimeSpan.FromMinutes(1);

    private readonly TreasurySite _site;
    private readonly Commons? _cordon;
    private readonly ArenaAccount _thief;
    private readonly Motion _honest;
    private readonly Motion _hostile;
    private bool _isGranted;

    public BorrowedVotesPlay(TreasurySite site, Commons? cordon, ArenaAccount thief) : base(site.Stage)
    {
        (_site, _cordon, _thief) = (site, cordon, thief);
        _honest = new Motion(site, Stage.Traders[0].Address, GrantEther, "A grant for trader 1");
        _hostile = new Motion(site, thief.Address, StolenEther - GrantEther, "Improve the treasury's yield");
    }

    public override Protection? Protection => _site.Protection;

    public override async Task RunAsync(CancellationToken cancellation = default)
    {
        ulong first = Chain.Head + 1;
        await BorrowAndProposeAsync(cancellation);
        await VoteAsync(cancellation);
        await QueueAsync(cancellation);
        if (_cordon is not null) await OverseeAsync(_cordon, first, cancellation);

        await Chain.PassAsync(TreasurySite.Delay, cancellation);
        if (_site.Enrolled is { } enrolled) await OutwaitAsync(enrolled, cancellation);
        await LiveAsync(Stage.Traders[0], _site.Governor, _honest.Execute(), "has its grant paid",
            cancellation: cancellation);
        await Chain.MineAsync(cancellation);
        _isGranted = Chain.Journal.Played[^1].Succeeded;
        await StrikeAsync(
            _thief, _site.Governor, _hostile.Execute(), "has the treasury paid to itself", cancellation: cancellation);
        await MineAsync(cancellation);
    }

    public override Task<Amount> LossAsync(CancellationToken cancellation = default) =>
        _site.LossAsync(_isGranted ? _honest.Amount : UInt256.Zero, cancellation);

    public override Task<IReadOnlyList<string>> FaultsAsync(
        IReadOnlyList<RaisedIncident> incidents, CancellationToken cancellation = default) =>
        Task.FromResult<IReadOnlyList<string>>(_isGranted ? [] : ["The honest motion was not carried out."]);

    private async Task BorrowAndProposeAsync(CancellationToken cancellation)
    {
        await StrikeAsync(_thief, Stage.World.Weth, new TestToken.ApproveCall(_site.Lender, UInt256.MaxValue),
            "lets the market take", role: TransactionRole.Preparation, cancellation: cancellation);
        await StrikeAsync(_thief, _site.Lender, new VoteLender.BorrowCall(Deployer.Ether(TreasurySite.LentVotes)),
            "borrows votes", role: TransactionRole.Preparation, cancellation: cancellation);
        await StrikeAsync(_thief, _site.Votes, new VoteToken.DelegateCall(_thief.Address),
            "delegates them to itself", role: TransactionRole.Preparation, cancellation: cancellation);
        await StrikeAsync(_thief, _site.Votes, new TestToken.ApproveCall(_site.Lender, UInt256.MaxValue),
            "lets the market take", role: TransactionRole.Preparation, cancellation: cancellation);
        await MineAsync(cancellation);

        await LiveAsync(Stage.Traders[0], _site.Governor, _honest.Propose(), "proposes a grant",
            cancellation: cancellation);
        await StrikeAsync(_thief, _site.Governor, _hostile.Propose(), "proposes to empty the treasury",
            role: TransactionRole.Preparation, cancellation: cancellation);
        await MineAsync(cancellation);
        for (ulong block = 0; block < TreasurySite.VotingDelayBlocks; block++) await MineAsync(cancellation);

        await StrikeAsync(_thief, _site.Lender, new VoteLender.RepayCall(Deployer.Ether(TreasurySite.LentVotes)),
            "gives the votes back", role: TransactionRole.Preparation, cancellation: cancellation);
        await MineAsync(cancellation);
    }

    private async Task VoteAsync(CancellationToken cancellation)
    {
        UInt256 honest = await Chain.ReadAsync(_site.Governor, _honest.Id(), cancellation);
        UInt256 hostile = await Chain.ReadAsync(_site.Governor, _hostile.Id(), cancellation);
        await StrikeAsync(_thief, _site.Governor, new CordonGovernor.CastVoteCall(hostile, For),
            "votes with what it gave back", cancellation: cancellation);
        foreach (ArenaAccount trader in Stage.Traders)
        {
            await LiveAsync(trader, _site.Governor, new CordonGovernor.CastVoteCall(honest, For),
                "votes for the grant", cancellation: cancellation);
            await LiveAsync(trader, _site.Governor, new CordonGovernor.CastVoteCall(hostile, Against),
                "votes against the other", cancellation: cancellation);
        }

        await Chain.MineAsync(cancellation);
        for (ulong block = 0; block < TreasurySite.VotingPeriodBlocks; block++) await MineAsync(cancellation);
    }

    private async Task QueueAsync(CancellationToken cancellation)
    {
        await LiveAsync(Stage.Traders[0], _site.Governor, _honest.Queue(), "queues its grant",
            cancellation: cancellation);
        await StrikeAsync(
            _thief, _site.Governor, _hostile.Queue(), "queues the other motion", cancellation: cancellation);
        await MineAsync(cancellation);
    }

    /// <summary>A quorum's pause stops the honest motion too, for three days; a queued motion does not expire.
    /// </summary>
    private async Task OutwaitAsync(EnrolledProtocol enrolled, CancellationToken cancellation)
    {
        CircuitBreaker.Status status = await Chain.ReadAsync(
            enrolled.Breaker, new CircuitBreaker.StatusCall(BreakerTargets.Everything), cancellation);
        if (status.Mode == Paused) await Chain.PassAsync(QuorumPause, cancellation);
    }

    private async Task OverseeAsync(Commons cordon, ulong first, CancellationToken cancellation)
    {
        IReadOnlyList<RaisedIncident> raised = await new Docket(cordon).RaisedSinceAsync(first, cancellation);
        if (raised.Count == 0) return;
        Hash256 operation = await Chain.ReadAsync(_site.Timelock, _hostile.Operation(_site.Governor), cancellation);
        await cordon.CouncilAsync(
            _site.Timelock, new TimelockController.CancelCall(operation), "cancels the motion of borrowed votes",
            cancellation);
    }
}
