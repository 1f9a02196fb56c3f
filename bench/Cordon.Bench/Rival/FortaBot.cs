using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Cordon.Bench.Guard;
using Cordon.Ethereum;

namespace Cordon.Bench.Rival;

/// <summary>forta-agent as a process of its own, following the chain's blocks with the rule of
/// <c>bench/forta/src/outflow.js</c>; what it prints is timed as it comes.</summary>
internal sealed partial class FortaBot : IDisposable
{
    private const string Ready = "listening for blockchain data";

    private readonly Process _process;
    private readonly string _config;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<Hash256, TaskCompletionSource<long>> _heard = [];

    private FortaBot(Process process, string config) => (_process, _config) = (process, config);

    /// <summary>Starts it, and waits until it listens.</summary>
    public static async Task<FortaBot> StartAsync(string folder, GuardScene scene, TimeSpan patience)
    {
        string cli = Path.Combine(folder, "node_modules", "forta-agent", "dist", "cli", "index.js");
        if (!File.Exists(cli)) throw new FileNotFoundException("run 'npm ci' in bench/forta", cli);
        string config = Path.Combine(folder, "forta.config.json");
        await File.WriteAllTextAsync(config, JsonSerializer.Serialize(new { jsonRpcUrl = $"{scene.Http}" }));
        var start = new ProcessStartInfo("node", [Path.GetFullPath(cli), "run", "--nocache"])
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HOME"] = Path.GetTempPath();
        start.Environment["CORDON_BENCH_BOT"] = "outflow";
        start.Environment["CORDON_BENCH_WATCHED"] = string.Join(',', scene.Lenders);
        start.Environment["CORDON_BENCH_OUTFLOW"] = $"{GuardScene.DrainEther}";
        var bot = new FortaBot(Process.Start(start)!, config);
        bot._process.OutputDataReceived += (_, line) => bot.Hear(line.Data);
        bot._process.ErrorDataReceived += (_, line) => Complain(line.Data);
        bot._process.BeginOutputReadLine();
        bot._process.BeginErrorReadLine();
        await bot._ready.Task.WaitAsync(patience);
        return bot;
    }

    /// <summary>When it said something of a transaction.</summary>
    public Task<long> HeardAsync(Hash256 hash) => SourceOf(hash).Task;

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.Dispose();
        File.Delete(_config);
    }

    private void Hear(string? line)
    {
        long now = Stopwatch.GetTimestamp();
        if (line is null) return;
        if (line.Contains(Ready, StringComparison.Ordinal)) _ready.TrySetResult();
        Match finding = Finding().Match(line);
        if (finding.Success && Hash256.TryParse(finding.Groups["hash"].Value, out Hash256 hash))
            SourceOf(hash).TrySetResult(now);
    }

    private static void Complain(string? line)
    {
        if (!string.IsNullOrWhiteSpace(line)) Console.Error.WriteLine($"forta: {line}");
    }

    private TaskCompletionSource<long> SourceOf(Hash256 hash) => _heard.GetOrAdd(
        hash, _ => new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously));

    [GeneratedRegex(
        "[1-9][0-9]* findings for transaction (?<hash>0x[0-9a-f]{64})", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Finding();
}
