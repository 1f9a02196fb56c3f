using System.Collections.Immutable;
using Cordon.Ethereum;

namespace Cordon.Engine.Benchmark.Labels;

/// <summary>A victim's trade between two of an attacker's.</summary>
public sealed record SandwichLabel(
    ulong Block, Hash256 Front, Hash256 Back, ImmutableArray<Hash256> Victims, Address Pool);
