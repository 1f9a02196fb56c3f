using System.Globalization;
using Cordon.Cli.Terminal;
using Cordon.Economics.Verification;

namespace Cordon.Cli.Risk;

/// <summary>Reference cases as a person reads them: a line a topic, then every case that did not pass, by
/// name.</summary>
internal static class VerifyTable
{
    public static void Write(Session session, IReadOnlyList<CaseResult> results)
    {
        session.WriteLine(Row("topic", "cases", "passed", "worst error"));
        foreach (var topic in results.GroupBy(Topic).OrderBy(topic => topic.Key, StringComparer.Ordinal))
            session.WriteLine(Line(topic.Key, [.. topic]));
        session.WriteLine(Line("all", results));

        foreach (CaseResult result in results.Where(result => result.Outcome != CaseOutcome.Passed))
            WriteFault(session, result);
    }

    private static string Topic(CaseResult result) => result.Topic.Length > 0 ? result.Topic : "(no topic)";

    private static string Line(string topic, IReadOnlyList<CaseResult> results)
    {
        int passed = results.Count(result => result.Outcome == CaseOutcome.Passed);
        string worst = results.Max(result => result.WorstError).ToString("0.0e+00", CultureInfo.InvariantCulture);
        return Row(TerminalText.Clean(topic), $"{results.Count}", $"{passed}", worst);
    }

    private static string Row(string topic, string cases, string passed, string worst) =>
        $"{topic,-22} {cases,6} {passed,7} {worst,12}";

    private static void WriteFault(Session session, CaseResult result)
    {
        string index = result.Index is { } at ? $"[{at}] {result.Id}" : "";
        string what = result.Outcome switch
        {
            CaseOutcome.Failed => $"failed ({result.Function})",
            CaseOutcome.UnknownTopic or CaseOutcome.UnknownFunction => $"not run: {result.Fault}",
            _ => $"malformed: {result.Fault}",
        };
        session.WriteLine();
        session.WriteLine(TerminalText.Clean($"{result.File}{index}: {what}"));
        foreach (CaseMismatch mismatch in result.Mismatches)
        {
            session.WriteLine(TerminalText.Clean(
                $"  {mismatch.Field}: expected {mismatch.Expected}, the engine says {mismatch.Actual}"));
        }
    }
}
