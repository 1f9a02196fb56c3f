using Cordon.Arena.Community;

namespace Cordon.Arena.Scenarios.BorrowedVotes;

/// <summary>A proposal that empties a treasury is carried by votes that were borrowed for the snapshot.</summary>
public sealed class BorrowedVotesScenario : IScenario
{
    public ScenarioCard Card { get; } = new(
        3, "borrowed-votes", "hostile proposal carried by borrowed votes",
        "A thief borrows 300,000 votes, proposes that the treasury pay it 500 WETH, returns the votes right after the "
        + "snapshot and outvotes everyone with them. When the timelock's delay is over the treasury is empty.");

    public Expectation Expectation { get; } = new() { LeadBlocksMin = 1 };

    public async Task<IScenarioPlay> SetUpAsync(
        Stage stage, Commons? cordon, CancellationToken cancellation = default)
    {
        TreasurySite site = await TreasurySite.BuildAsync(stage, cordon, cancellation);
        return new BorrowedVotesPlay(
            site, cordon, await stage.InviteAsync("thief", isPoor: false, cancellation));
    }
}
