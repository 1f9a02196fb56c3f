using Cordon.Arena.Chain;
using Cordon.Arena.Community;
using Cordon.Arena.Deployment;
using Cordon.Contracts.Deployment;

namespace Cordon.Arena.Scenarios.PrivateRelay;

/// <summary>The lender is drained in slices that nobody sees before they are in a block.</summary>
public sealed class PrivateRelayScenario : IScenario
{
    private const int QuietBlocks = 3;
    private const ulong Slices = 5;

    /// <summary>Of what is deposited, so much may leave at once, and as much again within an hour.</summary>
    private const ulong LimitPart = 10;
    private const uint HourSeconds = 3_600;
    private const uint DaySeconds = 86_400;

    public ScenarioCard Card { get; } = new(
        6, "private-relay", "the same through a private relay, in five slices",
        "The thief of scenario 1 hands its transactions to a block builder, so that they are never pending, and takes "
        + "a fifth of the deposits in each of five blocks.");

    /// <remarks>What the flow limit lets out at once is lost, whoever watches: a tenth. The rest must be saved, up to
    /// what the limit refills until the pause.</remarks>
    public Expectation Expectation { get; } = new() { SavedShareMin = 0.895, LeadBlocksMin = 3 };

    public async Task<IScenarioPlay> SetUpAsync(
        Stage stage, Commons? cordon, CancellationToken cancellation = default)
    {
        // What its borrowers need: six loans of the size they take may be out at once, and repaid ones make room.
        var limit = new AssetLimit(
            stage.World.Weth, Deployer.Ether(LenderSite.DepositedEther / LimitPart), HourSeconds, DaySeconds);
        LenderSite site = await LenderSite.BuildAsync(stage, cordon, limit, cancellation);
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
                Act strike = await heist.StrikePartAsync(Slices, cancellation);
                await chain.SendAsync(strike with { IsPrivate = true }, cancellation);
                await Site.LiveAsync(blocks: 1, cancellation);
            }
        }
    }
}
