using System.ComponentModel.DataAnnotations;
using Cordon.Arena.Chain;
using Cordon.Arena.Nodes;
using Cordon.Arena.Scan.Tests.Demo.HonestTrade;
using Cordon.Arena.Scan.Tests.Demo.PriceManipulation;
using Cordon.Arena.Scan.Tests.Demo.Sandwich;
using Cordon.Arena.Scenes;
using Cordon.Ethereum.Rpc;

namespace Cordon.Arena.Scan.Tests.Demo;

/// <summary>
/// Plays honest trade, a sandwich and a price manipulation on a local chain while a scanner watches, and judges it.
/// </summary>
public sealed class ArenaDemo
{
    private const int ChainId = 31_337;

    private readonly DemoOptions _options;
    private readonly TimeProvider _time;

    /// <exception cref="ValidationException">An option is out of range.</exception>
    public ArenaDemo(DemoOptions options, TimeProvider? time = null)
    {
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        (_options, _time) = (options, time ?? TimeProvider.System);
    }

    /// <summary>Plays and judges; the node is gone when this returns.</summary>
    /// <param name="scanner">Who watches.</param>
    /// <param name="story">Is told what happens while it does.</param>
    /// <param name="cancellation">Ends the demo early.</param>
    /// <exception cref="ArenaException">The arena could not play, or the scanner failed.</exception>
    public async Task<DemoReport> RunAsync(
        IArenaScanner scanner, IDemoStory story, CancellationToken cancellation = default)
    {
        await using AnvilNode node = await AnvilNode.StartAsync(
            new AnvilOptions { ChainId = ChainId }, _time, cancellation);
        await using var heads = new RpcClient(node.WebSocket);
        await using var client = new RpcClient(node.Http);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);

        var clock = new BlockClock(heads, _time);
        var log = new ScanLog(scanner, clock, _time) { Heard = story.Heard };
        Task listening = clock.RunAsync(over.Token);
        Task scanning = log.RunAsync(node.WebSocket, first: 1, over.Token);
        try
        {
            Task ended = await Task.WhenAny(clock.Subscribed, scanning, listening);
            if (ended != clock.Subscribed) await ended; // throws, as below
            Task<DemoReport> playing = PlayAsync(client, log, story, over.Token);
            ended = await Task.WhenAny(playing, scanning, listening);
            if (ended != playing) await ended; // throws: neither ends by itself otherwise
            return await playing;
        }
        finally
        {
            await over.CancelAsync();
            await Task.WhenAll(listening, scanning).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<DemoReport> PlayAsync(
        RpcClient client, ScanLog log, IDemoStory story, CancellationToken cancellation)
    {
        var chain = new LocalChain(client, ChainId, new Journal());
        story.Begins("set-up");
        using Stage stage = await Stage.BuildAsync(chain, _options.Seed, _options.Traders, cancellation);

        IReadOnlyList<IScene> scenarios = Script();
        foreach (IScene scenario in scenarios)
        {
            story.Begins(scenario.Name);
            chain.Journal.Scenario = scenario.Name;
            await scenario.PlayAsync(stage, cancellation);
        }

        story.Ended(chain.Head);
        try
        {
            await log.WaitForAsync(chain.Head).WaitAsync(_options.ScanTimeout, _time, cancellation);
        }
        catch (TimeoutException)
        {
            // The report says how far the scanner came; what it has not said is missed.
        }

        return Report(chain, scenarios, log);
    }

    private IReadOnlyList<IScene> Script()
    {
        int part = _options.Swaps / 3;
        return
        [
            new HonestTradeScene(part),
            new SandwichScene(),
            new HonestTradeScene(part),
            new PriceManipulationScene(),
            new HonestTradeScene(_options.Swaps - (2 * part)),
        ];
    }

    private DemoReport Report(LocalChain chain, IReadOnlyList<IScene> scenarios, ScanLog log)
    {
        (TimedFinding[] findings, TimeSpan[] delays, ulong scanned) = log.Snapshot();
        Array.Sort(delays);
        Journal journal = chain.Journal;
        return new DemoReport(
            _options.Seed,
            chain.Head,
            scanned,
            journal.Played.Count,
            journal.Played.Count(p => p.Role == TransactionRole.Honest),
            Verdict.OfAttacks(scenarios, journal, findings),
            Verdict.Accusations(journal, findings),
            delays.Length == 0 ? TimeSpan.Zero : delays[delays.Length / 2],
            delays.Length == 0 ? TimeSpan.Zero : delays[^1]);
    }
}
