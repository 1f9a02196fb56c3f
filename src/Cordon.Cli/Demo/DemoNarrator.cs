using System.Globalization;
using Cordon.Arena.Chain;
using Cordon.Arena.Guards;
using Cordon.Arena.Scenarios;
using Cordon.Arena.Trials;
using Cordon.Cli.Terminal;

namespace Cordon.Cli.Demo;

/// <summary>Tells on the error stream what is being played: the first scenario in full, the others in a line.</summary>
internal sealed class DemoNarrator(Session session, int scenarios) : ITrialStory
{
    private int _begun;

    public void SettingUp() =>
        Tell("Set-up: a chain, an exchange (Uniswap V2), Cordon's contracts, four guardians of whom three run nodes, "
            + "and a council …");

    /// <inheritdoc/>
    public void Begins(ScenarioCard card, bool isGuarded)
    {
        if (isGuarded) return;
        Tell("");
        Tell($"[{++_begun}/{scenarios}] {card.Number}. {card.Title}");
        if (_begun == 1) Tell($"  {TerminalText.Wrap(card.Story, 2, session.Width)}");
    }

    /// <inheritdoc/>
    public void Plays(ScenarioCard card, bool isGuarded)
    {
        if (_begun == 1) Tell(isGuarded ? "  Once more, with Cordon …" : "  Without Cordon …");
    }

    /// <inheritdoc/>
    public void Concludes(
        ScenarioCard card, IReadOnlyList<PlayedTransaction> attacks, IReadOnlyList<GuardEvent> events)
    {
        if (_begun == 1) Tell("  The community looks at what was raised; a day passes on the chain …");
    }

    /// <inheritdoc/>
    public void Ends(TrialReport report)
    {
        string lost = $"{report.Without.Loss} lost without Cordon, {report.With.Loss} with it";
        Tell($"  {(report.IsMet ? "as expected" : "NOT AS EXPECTED")}: {lost}{Times(report.Defence)}");
        foreach (string failure in report.Failures) Tell($"    {TerminalText.Clean(failure)}");
    }

    private static string Times(DefenceReport defence) => defence.Detection is { } detection
        ? string.Create(CultureInfo.InvariantCulture, $"; found after {detection.TotalMilliseconds:0} ms")
        : "";

    private void Tell(string line) => session.Error.WriteLine(line);
}
