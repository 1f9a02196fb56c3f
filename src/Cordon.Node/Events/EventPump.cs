using System.Threading.Channels;

namespace Cordon.Node.Events;

/// <summary>Carries events from the node's work to its listeners, in order, without making the work wait.</summary>
internal sealed class EventPump
{
    private readonly Channel<NodeEvent> _waiting;
    private readonly IReadOnlyList<INodeListener> _listeners;
    private readonly TimeProvider _time;
    private readonly HashSet<string> _complained = [];
    private long _lost;

    public EventPump(IReadOnlyList<INodeListener> listeners, int waitingMax, TimeProvider time)
    {
        (_listeners, _time) = (listeners, time);
        _waiting = Channel.CreateBounded<NodeEvent>(new BoundedChannelOptions(waitingMax) { SingleReader = true });
    }

    public DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>Hands an event over; never waits.</summary>
    public void Tell(NodeEvent happened)
    {
        if (!_waiting.Writer.TryWrite(happened)) Interlocked.Increment(ref _lost);
    }

    /// <summary>Tells the listeners until there is nothing more to come.</summary>
    public async Task RunAsync()
    {
        await foreach (NodeEvent happened in _waiting.Reader.ReadAllAsync())
        {
            if (Interlocked.Exchange(ref _lost, 0) is > 0 and long lost)
            {
                Spread(new NodeEvent.Blind(0, Now, "events for the listener", $"{lost} were lost: it is too slow",
                    ["events"]));
            }

            Spread(happened);
        }
    }

    /// <summary>Nothing more comes; what waits is still told.</summary>
    public void Complete() => _waiting.Writer.TryComplete();

    private void Spread(NodeEvent happened)
    {
        foreach (INodeListener listener in _listeners)
        {
            try
            {
                listener.Take(happened);
            }
            catch (Exception fault)
            {
                string name = listener.GetType().Name;
                if (!_complained.Add(name)) continue;
                Tell(new NodeEvent.Blind(0, Now, $"listener {name}", fault.Message, ["events"]));
            }
        }
    }
}
