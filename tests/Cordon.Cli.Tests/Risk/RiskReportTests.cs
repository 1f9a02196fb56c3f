using System.Diagnostics;
using System.Text.Json;

namespace Cordon.Cli.Tests.Risk;

public class RiskReportTests
{
    public static TheoryData<string, int> SampleModels => new()
    {
        { "lending", 1 },
        { "restaking", 0 },
        { "coalition", 1 },
    };

    internal static string Sample(string name)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Cordon.slnx"))) folder = folder.Parent;
        return Path.Combine(folder.FullName, "samples", "risk", name + ".yaml");
    }

    [Theory]
    [MemberData(nameof(SampleModels))]
    public void Every_sample_gives_a_verdict_and_its_exit_code(string name, int exitCode)
    {
        CommandRun run = CommandRun.Of("risk", "report", "--model", Sample(name));

        Assert.Equal(exitCode, run.ExitCode);
        Assert.StartsWith(exitCode == 0 ? "Safe" : "Unsafe", run.Out.Split('\n')[1]);
        if (exitCode == 1) Assert.Contains("Cheapest fix", run.Out);
    }

    [Theory]
    [MemberData(nameof(SampleModels))]
    public void Json_has_the_numbers_of_all_five_views(string name, int exitCode)
    {
        CommandRun run = CommandRun.Of("risk", "report", "--model", Sample(name), "--json");

        Assert.Equal(exitCode, run.ExitCode);
        using JsonDocument json = JsonDocument.Parse(run.Out);
        string[] views = ["protocols", "restaking", "contagion", "detection", "incentives", "findings", "headline"];
        Assert.All(views, view => Assert.True(json.RootElement.TryGetProperty(view, out _), view));
        Assert.DoesNotContain("NaN", run.Out);
    }

    [Theory]
    [MemberData(nameof(SampleModels))]
    public void The_page_asks_nothing_of_the_network_and_lets_nothing_else_run(string name, int exitCode)
    {
        using TemporaryFolder folder = new();
        string page = folder.Path("report.html");

        Assert.Equal(exitCode, CommandRun.Of("risk", "report", "--model", Sample(name), "--out", page).ExitCode);

        string html = File.ReadAllText(page);
        string head = html[..html.IndexOf("</head>", StringComparison.Ordinal)];
        Assert.Contains("default-src &#39;none&#39;", head);
        Assert.DoesNotContain("unsafe-eval", head);
        Assert.DoesNotContain("script-src &#39;unsafe-inline", head);
        Assert.DoesNotContain(" src=\"http", html);
        Assert.DoesNotContain("<link", html);
        Assert.Contains("prefers-color-scheme: dark", head);
        Assert.Contains("@media print", head);
        Assert.False(File.Exists(page + ".partial"));
    }

    [Theory]
    [InlineData("lending", 7)]
    [InlineData("restaking", 4)]
    [InlineData("coalition", 7)]
    public async Task A_real_browser_draws_every_chart_without_a_word_on_its_console(string name, int charts)
    {
        string? browser = new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }
            .FirstOrDefault(File.Exists);
        if (browser is null) Assert.Skip("no Chromium in /usr/bin");
        using TemporaryFolder folder = new();
        string page = folder.Path("report.html");
        CommandRun made = CommandRun.Of("risk", "report", "--model", Sample(name), "--out", page);
        if (made.Error.Contains("echarts is not installed")) Assert.Skip("echarts is not installed: run npm ci");

        using Process chromium = Process.Start(new ProcessStartInfo(browser,
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--enable-logging=stderr",
            "--host-resolver-rules=MAP * ~NOTFOUND", $"--user-data-dir={folder.Path("profile")}", "--dump-dom", page,
        ])
        { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        using CancellationTokenSource deadline =
            CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        Task<string> console = chromium.StandardError.ReadToEndAsync(deadline.Token);
        string dom = await chromium.StandardOutput.ReadToEndAsync(deadline.Token);
        await chromium.WaitForExitAsync(deadline.Token);

        Assert.Contains($"data-drawn=\"{charts}\"", dom);
        Assert.Equal(charts, dom.Split("<svg ").Length - 1);
        Assert.DoesNotContain("CONSOLE", await console);
    }
}
