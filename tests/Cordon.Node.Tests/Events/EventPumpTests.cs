using System.Collections.Concurrent;
using Cordon.Node.Events;
using Cordon.Node.Tests.Kit;

namespace Cordon.Node.Tests.Events;

public sealed class EventPumpTests
{
    [Fact]
    public async Task Events_come_in_order_and_the_last_ones_are_told_before_the_end()
    {
        var listener = new Listener();
        var pump = new EventPump([listener], 1_000, TimeProvider.System);
        Task running = pump.RunAsync();
        for (ulong i = 1; i <= 500; i++) pump.Tell(Block(i));
        pump.Complete();
        await running;

        Assert.Equal(
            Enumerable.Range(1, 500).Select(i => (ulong)i),
            listener.Taken.OfType<NodeEvent.BlockScanned>().Select(block => block.Number));
    }

    [Fact]
    public async Task A_slow_listener_holds_nobody_up_and_is_told_how_much_it_lost()
    {
        using var gate = new ManualResetEventSlim();
        var listener = new Listener { Before = _ => gate.Wait(TestContext.Current.CancellationToken) };
        var pump = new EventPump([listener], 16, TimeProvider.System);
        Task running = Task.Run(pump.RunAsync, TestContext.Current.CancellationToken);
        for (ulong i = 1; i <= 100; i++) pump.Tell(Block(i)); // returns although nobody takes any
        gate.Set();
        while (listener.Taken.Count < 16) await Task.Yield();
        pump.Tell(Block(101));
        pump.Complete();
        await running;

        // More than once where the listener began late, and each time what was lost since.
        NodeEvent.Blind[] lost = [.. listener.Taken.OfType<NodeEvent.Blind>()];
        int told = listener.Taken.OfType<NodeEvent.BlockScanned>().Count();
        Assert.NotEmpty(lost);
        Assert.All(lost, blind => Assert.EndsWith(" were lost: it is too slow", blind.Cause, StringComparison.Ordinal));
        Assert.Equal(101 - told, lost.Sum(blind => int.Parse(blind.Cause.Split(' ')[0])));
    }

    [Fact]
    public async Task A_listener_that_throws_is_reported_once_and_the_others_hear_everything()
    {
        var faulty = new Listener { Before = _ => throw new InvalidOperationException("broken pipe") };
        var sound = new Listener();
        var pump = new EventPump([faulty, sound], 100, TimeProvider.System);
        Task running = pump.RunAsync();
        for (ulong i = 1; i <= 10; i++) pump.Tell(Block(i));
        while (sound.Taken.Count < 11) await Task.Yield();
        pump.Complete();
        await running;

        Assert.Equal(10, sound.Taken.OfType<NodeEvent.BlockScanned>().Count());
        Assert.Equal("broken pipe", Assert.Single(sound.Taken.OfType<NodeEvent.Blind>()).Cause);
    }

    private static NodeEvent.BlockScanned Block(ulong number) => new(1, Some.Now, number, Some.Hash("b"), 0, 0);

    private sealed class Listener : INodeListener
    {
        public ConcurrentQueue<NodeEvent> Taken { get; } = new();

        public Action<NodeEvent> Before { get; init; } = _ => { };

        public void Take(NodeEvent happened)
        {
            Before(happened);
            Taken.Enqueue(happened);
        }
    }
}
