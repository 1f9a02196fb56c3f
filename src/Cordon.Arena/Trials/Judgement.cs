using System.Globalization;
using Cordon.Arena.Scenarios;

namespace Cordon.Arena.Trials;

/// <summary>Compares what happened with what was expected.</summary>
internal static class Judgement
{
    public static IReadOnlyList<string> Failures(
        Expectation expected, PlayReport without, PlayReport with, DefenceReport defence)
    {
        List<string> failures = [.. defence.Faults];
        bool lost = !without.Loss.Value.IsZero;
        if (lost != expected.LosesWithout)
            failures.Add($"Without Cordon {without.Loss} was lost: the scenario itself does not play as it should.");
        double saved = Saved(without, with);
        if (saved < expected.SavedShareMin)
        {
            failures.Add(string.Create(CultureInfo.InvariantCulture,
                $"{with.Loss} was lost with Cordon: {saved:P0} saved, {expected.SavedShareMin:P0} expected."));
        }

        if (expected.Raises is { } raises) AddRaised(failures, raises, expected, defence);
        if (with.HonestRefused > expected.HonestRefusedMax)
            failures.Add($"{with.HonestRefused} honest transactions were refused.");
        return failures;
    }

    /// <summary>The share of the loss that Cordon saved; where nothing is lost without, 1 if nothing is with.</summary>
    public static double Saved(PlayReport without, PlayReport with)
    {
        if (without.Loss.Value.IsZero) return with.Loss.Value.IsZero ? 1 : 0;
        return 1 - ((double)with.Loss.Value / (double)without.Loss.Value);
    }

    private static void AddRaised(
        List<string> failures, bool raises, Expectation expected, DefenceReport defence)
    {
        int raised = defence.Incidents.Count;
        if (!raises && raised > 0) failures.Add($"{raised} incidents were raised, though nobody attacked.");
        if (raises && raised == 0) failures.Add("No incident was raised.");
        if (raises && raised > 0 && !(defence.LeadBlocks >= expected.LeadBlocksMin))
        {
            string lead = defence.LeadBlocks is { } blocks ? $"only {blocks} blocks before" : "only after";
            failures.Add($"It was raised {lead} the harm was complete; {expected.LeadBlocksMin} are expected.");
        }
    }
}
