using Cordon.Arena.Chain;
using Cordon.Arena.Community;

namespace Cordon.Arena.Scenarios.PrivateRelay;

/// <summary>The lender is drained in slices that nobody sees before they are in a block.</summary>
public sealed class PrivateRelayScenario : IScenario
{
    private const int QuietBlocks = 3;
    private const ulong Slices = 5;

    public ScenarioCard Card { get; } = new(
        6, "private-relay", "the same through a private relay, in five slices",
        "The thief of scenario 1 hands its transactions to a block builder, so that they are never pending, and takes "
        + "a fifth of the deposits in each of five blocks.");

    /// <summary>The first slice cannot be prevented, and the guard's transaction competes with the second for the next
    /// block; the rest must be saved.</summary>
    public Expectation Expectation { get; } = new() { SavedShareMin = 0.6, LeadBlocksMin = 3 };

    public async Task<IScenarioPlay> SetUpAsync(
        Stage stage, Commons? cordon, CancellationToken cancellation = default)
    {
        LenderSite site = await LenderSite.BuildAsync(stage, cordon, cancellation);
        return new Play(site, await FlashSwapHeist.PrepareAsync(site, cancellation));
    }

    private sealed class Play(LenderSite site, FlashSwapHeist heist) : LenderPlay(site)
    {
        public override async Task RunAsync(CancellationToken cancellation = default)
        {
            LocalChain chain = Site.Stage.Chain;
            await Site.LiveAsync(QuietBlocks, cancellation);
            for (ulong slice = 0; slice < Slices; slice++)
            {
                await chain.SendAsync(heist.StrikePart(Slices) with { IsPrivate = true }, cancellation);
                await Site.LiveAsync(blocks: 1, cancellation);
            }
        }
    }
}
