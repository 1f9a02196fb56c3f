using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Cordon.Bench.Guard;
using Cordon.Domain.Signals;
using Cordon.Ethereum;
using Cordon.Node;
using Cordon.Node.Events;

namespace Cordon.Bench.Rival;

/// <summary>The same withdrawals on the same chain at the same time, watched by a guardian node and by a bot on
/// forta-agent with an equivalent rule: from the broadcast of a transaction to what each says about it.</summary>
/// <remarks>The bot sees blocks alone, and asks for the next one after its chain's block time; the chain has the id of
/// one for which it takes that to be three seconds, and makes a block as often.</remarks>
internal static class RivalMode
{
    private const int DefaultCount = 20;
    private const ulong ChainId = 137;
    private const ulong BlockSeconds = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <param name="args">The folder of the bot, with its packages installed; then how many withdrawals.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not [string folder, ..]) throw new ArgumentException("rival needs the folder of the forta bot");
        int count = args is [_, string text] ? int.Parse(text, CultureInfo.InvariantCulture) : DefaultCount;
        await using GuardScene scene = await GuardScene.BuildAsync(ChainId);
        var ear = new SignalEar();
        using var stop = new CancellationTokenSource();
        await using GuardNode node = await GuardNode.StartAsync(
            scene.Settings(), new NodePorts { Listeners = [ear] }, stop.Token);
        Task running = node.RunAsync(stop.Token);
        using FortaBot bot = await FortaBot.StartAsync(folder, scene, Patience);
        await scene.MineEveryAsync(BlockSeconds);

        List<TimeSpan> ours = [], theirs = [];
        for (int i = 0; i <= count; i++)
        {
            int lender = i % GuardScene.Protocols;
            long sent = Stopwatch.GetTimestamp();
            Hash256 drain = await scene.DrainAsync(lender);
            TimeSpan forta = Stopwatch.GetElapsedTime(sent, await bot.HeardAsync(drain).WaitAsync(Patience));
            TimeSpan cordon = Stopwatch.GetElapsedTime(sent, await ear.HeardAsync(drain).WaitAsync(Patience));
            await scene.RefillAsync(lender);
            await Task.Delay(TimeSpan.FromSeconds(BlockSeconds) + (Random.Shared.NextDouble() * Patience / 20));
            if (i == 0) continue; // the first warms both up
            ours.Add(cordon);
            theirs.Add(forta);
        }

        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Console.WriteLine($"{count} withdrawals, a block every {BlockSeconds} s; broadcast to alert, milliseconds; "
            + $"load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}");
        Print("Cordon, guardian node", ours);
        Print("forta-agent", theirs);
        return 0;
    }

    private static void Print(string what, List<TimeSpan> samples)
    {
        samples.Sort();
        string At(double share) =>
            $"{samples[(int)Math.Ceiling(share * samples.Count) - 1].TotalMilliseconds,9:F1}";
        Console.WriteLine($"{what,-24} p50 {At(0.5)}  p90 {At(0.9)}  max {At(1)}");
    }

    private sealed class SignalEar : INodeListener
    {
        private readonly ConcurrentDictionary<Hash256, TaskCompletionSource<long>> _heard = [];

        public void Take(NodeEvent happened)
        {
            if (happened is NodeEvent.SignalRaised { Signal: { Severity: >= Severity.High, Tx: { } hash } })
                SourceOf(hash).TrySetResult(Stopwatch.GetTimestamp());
        }

        public Task<long> HeardAsync(Hash256 hash) => SourceOf(hash).Task;

        private TaskCompletionSource<long> SourceOf(Hash256 hash) => _heard.GetOrAdd(
            hash, _ => new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously));
    }
}
