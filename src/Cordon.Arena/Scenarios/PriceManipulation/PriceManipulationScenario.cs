using Cordon.Arena.Community;

namespace Cordon.Arena.Scenarios.PriceManipulation;

/// <summary>A lender is drained through the price it trusts, by one transaction that lies in the public mempool for one
/// block's time.</summary>
public sealed class PriceManipulationScenario : IScenario
{
    private const int QuietBlocks = 3;

    public ScenarioCard Card { get; } = new(
        1, "price-manipulation", "flash-swap price manipulation of a lender",
        "With 2,000 ether out of a flash swap a thief makes COIN dear in the pool that a lender reads, and borrows all "
        + "that is deposited against a little of it, in one transaction.");

    public Expectation Expectation { get; } = new();

    public async Task<IScenarioPlay> SetUpAsync(
        Stage stage, Commons? cordon, CancellationToken cancellation = default)
    {
        LenderSite site = await LenderSite.BuildAsync(stage, cordon, cancellation);
        // Long before: what the guard is to find here is the transaction, not the contract.
        return new Play(site, await FlashSwapHeist.PrepareAsync(site, cancellation));
    }

    private sealed class Play(LenderSite site, FlashSwapHeist heist) : LenderPlay(site)
    {
        public override async Task RunAsync(CancellationToken cancellation = default)
        {
            await Site.LiveAsync(QuietBlocks, cancellation);
            await Site.LiveAsync(withLoan: false, cancellation);
            await Site.Stage.Chain.SendAsync(heist.Strike(), cancellation);
            await Site.Stage.Chain.MineAsync(cancellation);
            await Site.LiveAsync(blocks: 1, cancellation);
        }
    }
}
