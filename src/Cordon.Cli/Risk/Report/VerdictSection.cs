using Cordon.Cli.Report;
using Cordon.Economics.Assessment;

namespace Cordon.Cli.Risk.Report;

/// <summary>The first page: what is unsafe, by how much, and what to do.</summary>
internal static class VerdictSection
{
    public static void Write(HtmlWriter html, RiskAssessment assessment)
    {
        html.Open("header").Element("h1", assessment.Name);
        html.Open("p", ("class", $"verdict {Class(assessment.Severity)}"));
        html.Text(assessment.Headline).Close("p");
        html.Open("ul", ("class", "tiles"));
        foreach (FindingSeverity severity in Enum.GetValues<FindingSeverity>().Reverse())
        {
            int count = assessment.Findings.Count(finding => finding.Severity == severity);
            html.Open("li", ("class", Class(severity))).Element("b", $"{count}").Text(Word(severity)).Close("li");
        }

        html.Close("ul").Close("header").Open("section", ("class", "findings"));
        foreach (Finding finding in assessment.Findings) WriteFinding(html, finding, assessment.Currency);
        html.Close("section");
    }

    private static void WriteFinding(HtmlWriter html, Finding finding, string currency)
    {
        html.Open("article", ("class", $"finding {Class(finding.Severity)}"));
        html.Open("p").Element("span", Word(finding.Severity), ("class", "badge")).Text(" ");
        html.Element("b", finding.Subject).Text($" {finding.Statement}").Close("p");
        if (!finding.Fixes.IsEmpty)
        {
            html.Open("ol", ("class", "fixes"));
            foreach (Fix fix in finding.Fixes)
            {
                string cost = fix.CostPerYear > 0 ? $", about {Amounts.Short(fix.CostPerYear)} {currency} a year" : "";
                html.Element("li", fix.Text + cost);
            }

            html.Close("ol");
        }

        html.Close("article");
    }

    private static string Class(FindingSeverity severity) => severity.ToString().ToLowerInvariant();

    private static string Word(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Unsafe => "unsafe",
        FindingSeverity.Watch => "to watch",
        _ => "safe",
    };
}
