using System.Collections.Frozen;
using Cordon.Domain.Invariants;

namespace Cordon.Engine.Pending;

/// <summary>What is known of other chains at one moment; both sides of a comparison are judged by the same.</summary>
internal sealed class ForeignSnapshot
{
    private readonly FrozenDictionary<InvariantCall, ForeignReading> _known;
    private readonly Func<ulong, bool> _isFollowed;

    /// <param name="known">The readings that are fresh enough.</param>
    /// <param name="isFollowed">Whether a chain is asked at all.</param>
    public ForeignSnapshot(IEnumerable<ForeignReading> known, Func<ulong, bool> isFollowed) =>
        (_known, _isFollowed) = (known.ToFrozenDictionary(reading => reading.Call), isFollowed);

    /// <summary>Nothing is known, and no other chain is followed.</summary>
    public static ForeignSnapshot None { get; } = new([], _ => false);

    /// <summary>The reading of a call; null where it is not known now.</summary>
    public ForeignReading? Find(InvariantCall call) => _known.GetValueOrDefault(call);

    /// <summary>Whether an invariant waits for a chain that is followed and cannot be told of now. That is said of the
    /// chain, once, and not of each invariant.</summary>
    public bool IsWaiting(Invariant invariant) =>
        invariant.ForeignCalls.Any(call => Find(call) is null && _isFollowed(call.Chain!.Value));
}
