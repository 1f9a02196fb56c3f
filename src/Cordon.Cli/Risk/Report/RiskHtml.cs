using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Cordon.Cli.Commands;
using Cordon.Cli.Report;
using Cordon.Economics.Assessment;

namespace Cordon.Cli.Risk.Report;

/// <summary>Writes the risk report: one file that asks nothing of the network.</summary>
/// <remarks>The policy names the hashes of its own two scripts, so that nothing else in the page can ever
/// run.</remarks>
internal static class RiskHtml
{
    public static void Write(TextWriter output, RiskAssessment assessment, string chartLibrary)
    {
        bool hasCharts = chartLibrary.Length > 0;
        string drawing = Resource("risk-report.js");
        string scripts = hasCharts ? $"script-src {Hash(chartLibrary)} {Hash(drawing)}; " : "";
        output.Write("<!DOCTYPE html>\n");
        HtmlWriter html = new(output);
        html.Open("html", ("lang", "en")).Open("head").Empty("meta", ("charset", "utf-8"));
        html.Empty("meta", ("http-equiv", "Content-Security-Policy"),
            ("content", $"default-src 'none'; {scripts}style-src 'unsafe-inline'"));
        html.Empty("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        html.Element("title", $"{assessment.Name}: risk report");
        html.StyleSheet(Resource("risk-report.css")).Close("head");
        html.Open("body", ("class", hasCharts ? "" : "plain"));
        VerdictSection.Write(html, assessment);
        ViewSections.Write(html, assessment);
        html.Element("p", $"Made by cordon {VersionCommand.Version}. Charts: Apache ECharts (Apache-2.0).",
            ("class", "soft"));
        if (hasCharts)
        {
            output.Write($"<script type=\"application/json\" id=\"data\">{AssessmentJson.Text(assessment)}</script>\n");
            output.Write($"<script>{chartLibrary}</script>\n<script>{drawing}</script>\n");
        }

        html.Close("body").Close("html");
    }

    private static string Hash(string script) =>
        $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'";

    private static string Resource(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
