using Cordon.Cli.Terminal;
using Cordon.Economics.Assessment;

namespace Cordon.Cli.Risk.Report;

/// <summary>An assessment on the terminal: the verdict, and each finding with its cheapest fix.</summary>
internal static class RiskText
{
    public static void Write(Session session, RiskAssessment assessment, string? path)
    {
        session.WriteLine(TerminalText.Clean(assessment.Name));
        session.WriteLine(TerminalText.Wrap(TerminalText.Clean(assessment.Headline), 0, session.Width));
        session.WriteLine();
        foreach (Finding finding in assessment.Findings)
        {
            string label = finding.Severity.ToString().ToLowerInvariant().PadRight(8);
            session.WriteLine(label + TerminalText.Wrap(
                TerminalText.Clean($"{finding.Subject}: {finding.Statement}"), label.Length, session.Width));
            foreach (Fix fix in finding.Fixes)
            {
                string cost = fix.CostPerYear > 0
                    ? $" (about {Amounts.Short(fix.CostPerYear)} {assessment.Currency} a year)" : "";
                session.WriteLine(new string(' ', label.Length) + TerminalText.Wrap(
                    TerminalText.Clean($"fix: {fix.Text}{cost}"), label.Length + 5, session.Width));
            }
        }

        if (path is not null) session.WriteLine($"\nReport: {TerminalText.Clean(path)}");
    }
}
