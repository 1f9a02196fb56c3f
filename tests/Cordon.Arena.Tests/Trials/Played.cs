using Cordon.Arena.Community;
using Cordon.Arena.Scenarios;
using Cordon.Arena.Trials;

namespace Cordon.Arena.Tests.Trials;

/// <summary>Plays one side of a scenario, without any guard.</summary>
internal static class Played
{
    /// <summary>Without Cordon: what the victims lose, and the stage as it is then.</summary>
    public static async Task<Amount> WithoutAsync(
        TrialGround ground, IScenario scenario, Func<Stage, Task>? then = null)
    {
        (Stage stage, _) = await ground.RenewAsync(Anvil.Cancellation);
        return await RunAsync(stage, scenario, null, then);
    }

    /// <summary>On Cordon's contracts, with nobody watching.</summary>
    public static async Task<Amount> UnwatchedAsync(
        TrialGround ground, IScenario scenario, Func<Stage, Task>? then = null)
    {
        (Stage stage, Commons commons) = await ground.RenewAsync(Anvil.Cancellation);
        stage.Chain.MayRefuse = _ => true;
        return await RunAsync(stage, scenario, commons, then);
    }

    private static async Task<Amount> RunAsync(
        Stage stage, IScenario scenario, Commons? cordon, Func<Stage, Task>? then)
    {
        using (stage)
        {
            IScenarioPlay play = await scenario.SetUpAsync(stage, cordon, Anvil.Cancellation);
            stage.Chain.Journal.Scenario = scenario.Card.Name;
            await play.RunAsync(Anvil.Cancellation);
            if (then is not null) await then(stage);
            return await play.LossAsync(Anvil.Cancellation);
        }
    }
}
