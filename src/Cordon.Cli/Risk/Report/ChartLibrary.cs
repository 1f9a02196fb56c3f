using System.Reflection;
using Cordon.Cli.Terminal;

namespace Cordon.Cli.Risk.Report;

/// <summary>The chart library's text, so that a report needs no network.</summary>
internal static class ChartLibrary
{
    private const string Resource = "echarts.min.js";
    private static readonly string InstalledPath = Path.Combine("node_modules", "echarts", "dist", Resource);

    /// <summary>From the program, or from the checkout's node packages; empty, with a word to the user, when neither
    /// has it. The report then has its tables alone.</summary>
    public static string Find(Session session)
    {
        using Stream? embedded = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource);
        if (embedded is not null)
        {
            using StreamReader text = new(embedded);
            return text.ReadToEnd();
        }

        string? root = Environment.GetEnvironmentVariable("CORDON_ROOT");
        string path = root is null ? InstalledPath : Path.Combine(root, InstalledPath);
        if (File.Exists(path)) return File.ReadAllText(path);
        ErrorRenderer.Write(session, "the report has tables but no charts: echarts is not installed; run 'npm ci'");
        return "";
    }
}
