using Cordon.Arena.Chain;
using Cordon.Arena.Guards;
using Cordon.Arena.Scenarios;

namespace Cordon.Arena.Trials;

/// <summary>Is told what happens in a trial while it does.</summary>
public interface ITrialStory
{
    /// <summary>A playing is about to be set up.</summary>
    void Begins(ScenarioCard card, bool isGuarded);

    /// <summary>Everything is in place; honest life and the attack begin.</summary>
    void Plays(ScenarioCard card, bool isGuarded);

    /// <summary>The playing is over, the community concludes.</summary>
    void Concludes(ScenarioCard card, IReadOnlyList<PlayedTransaction> attacks, IReadOnlyList<GuardEvent> events);

    /// <summary>Both playings are judged.</summary>
    void Ends(TrialReport report);
}
