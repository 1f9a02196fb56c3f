using System.Collections.Immutable;
using Cordon.Domain.Blocks;
using Cordon.Ethereum;

namespace Cordon.Cli.Stories;

/// <summary>One frame of a call tree, ready to be shown.</summary>
/// <param name="Depth">0 for the outermost.</param>
/// <param name="Kind">How it was entered.</param>
/// <param name="From">Who called.</param>
/// <param name="To">The code that ran, or the contract created; null where unknown.</param>
/// <param name="Function">Name where known, else the selector in hex; empty for a plain payment.</param>
/// <param name="Value">What it carried, in the native coin; empty where nothing.</param>
/// <param name="Fate">Whether it took effect.</param>
/// <param name="TraceAddress">Path from the outermost frame.</param>
internal sealed record StoryCall(
    int Depth, CallKind Kind, Address? From, Address? To, string Function, string Value, StoryFate Fate,
    ImmutableArray<int> TraceAddress);
