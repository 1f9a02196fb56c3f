using Cordon.Detection.Memory;
using Cordon.Detection.Statistics;

namespace Cordon.Detection.BridgeImbalance;

/// <summary>What one block changes in a <see cref="BridgeState"/>: the state after it is made once, at the end.
/// </summary>
internal ref struct BridgeEdit(BridgeState before)
{
    private readonly HashedLog<ReleasedMessage>? _before = before.Messages;
    private HashedLog<ReleasedMessage>? _messages = before.Messages;
    private long _begin = before.Begin;
    private long _end = before.End;

    /// <summary>Amounts released, a value a release.</summary>
    public SeriesEdit Releases = before.Releases.Edit();

    public readonly bool HasSeen(in ReleasedMessage message)
    {
        if (_messages is null) return false;
        for (long at = _messages.Newest(message.LogHash); at >= _begin; at = _messages.Older(at))
        {
            if (at < _end && _messages[at] == message) return true;
        }

        return false;
    }

    /// <summary>Remembers a message, forgetting the oldest beyond the limit.</summary>
    public void Remember(in ReleasedMessage message, int messagesMax)
    {
        if (HasSeen(message)) return;

        // Another state was added to since: this one goes on in a log of its own.
        if (_messages is null || _messages.End != _end)
            (_messages, _begin) = (_messages?.Copy(_begin, _end) ?? new HashedLog<ReleasedMessage>(), 0);
        _messages.Append(message);
        _end = _messages.End;
        _begin = Math.Max(_begin, _end - messagesMax);
    }

    /// <summary>The state with the changes, the one before where there were none.</summary>
    public readonly BridgeState Done()
    {
        SeriesBook releases = Releases.Done();
        bool isSame = ReferenceEquals(releases, before.Releases)
            && ReferenceEquals(_messages, _before) && _end == before.End;
        return isSame ? before : new BridgeState(releases, _messages, _begin, _end);
    }
}
