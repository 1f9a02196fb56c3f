using System.Collections.Immutable;
using Cordon.Domain.Blocks;
using Cordon.Domain.Signals;
using Cordon.Ethereum;

namespace Cordon.Cli.Stories;

/// <summary>What one transaction did, copied out of its block so that it outlives it.</summary>
internal sealed record TransactionStory
{
    public required ulong Chain { get; init; }

    public required ulong Block { get; init; }

    /// <summary>Seconds since 1970, 0 where unknown.</summary>
    public required ulong Timestamp { get; init; }

    public required Hash256 Tx { get; init; }

    public required int Position { get; init; }

    public required Address? Sender { get; init; }

    /// <summary>The account called or the contract created; null where unknown.</summary>
    public required Address? Target { get; init; }

    public required bool IsCreation { get; init; }

    public required TransactionStatus Status { get; init; }

    /// <summary>False where the recording has no trace of it: calls, and what only they show, are missing.</summary>
    public required bool HasCalls { get; init; }

    /// <summary>False where the recording has no logs of it.</summary>
    public required bool HasLogs { get; init; }

    /// <summary>What happened, a sentence each, in order.</summary>
    public required ImmutableArray<string> Steps { get; init; }

    public required ImmutableArray<StoryCall> Calls { get; init; }

    /// <summary>Frames left out after the first few hundred.</summary>
    public required int CallsOmitted { get; init; }

    public required ImmutableArray<StoryFlow> Flows { get; init; }

    public required int FlowsOmitted { get; init; }

    public required ImmutableArray<StoryDelta> Deltas { get; init; }

    public required int DeltasOmitted { get; init; }

    /// <summary>What the detectors say about it.</summary>
    public ImmutableArray<Signal> Signals { get; init; } = [];

    /// <summary>What this story cannot tell, a clause each.</summary>
    public IEnumerable<string> Unseen
    {
        get
        {
            if (!HasCalls) yield return "the calls were not recorded: the tree and plain payments are missing";
            if (!HasLogs) yield return "the logs were not recorded: transfers are those that the calls show";
            if (CallsOmitted > 0) yield return $"{CallsOmitted} more calls are left out";
            if (FlowsOmitted > 0) yield return $"{FlowsOmitted} more flows are left out";
            if (DeltasOmitted > 0) yield return $"{DeltasOmitted} more balances are left out";
        }
    }
}
