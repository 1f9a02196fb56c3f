using Cordon.Arena.Chain;
using Cordon.Arena.Community;

namespace Cordon.Arena.Scenarios.EarlyWarning;

/// <summary>The thief's contract is deployed minutes before it is used; the theft itself is never pending.</summary>
public sealed class EarlyWarningScenario : IScenario
{
    private const int QuietBlocks = 3;
    private const int WaitBlocks = 4;

    public ScenarioCard Card { get; } = new(
        10, "early-warning", "exploit contract deployed before use",
        "A new account deploys a contract written for the lender, waits four blocks, and then strikes through a "
        + "private relay.");

    public Expectation Expectation { get; } = new() { LeadBlocksMin = 2 };

    public async Task<IScenarioPlay> SetUpAsync(
        Stage stage, Commons? cordon, CancellationToken cancellation = default)
    {
        LenderSite site = await LenderSite.BuildAsync(stage, cordon, cancellation);
        return new Play(site, await FlashSwapHeist.RecruitAsync(site, cancellation));
    }

    private sealed class Play(LenderSite site, FlashSwapHeist heist) : LenderPlay(site)
    {
        public override async Task RunAsync(CancellationToken cancellation = default)
        {
            LocalChain chain = Site.Stage.Chain;
            await Site.LiveAsync(QuietBlocks, cancellation);
            await heist.SendContractAsync(cancellation);
            await Site.LiveAsync(WaitBlocks, cancellation);
            await chain.SendAsync(heist.Strike() with { IsPrivate = true }, cancellation);
            await Site.LiveAsync(blocks: 1, cancellation);
        }
    }
}
