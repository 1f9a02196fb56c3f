using System.Numerics;
using Cordon.Ethereum;

namespace Cordon.Facts.Differential.Tests.Chain;

/// <summary>A block of the random traffic, and what the node says it changed.</summary>
/// <param name="Recording">The block as the engine reads it from the node.</param>
/// <param name="Changes">Balance after less balance before, of everybody, with fees undone.</param>
/// <param name="Kinds">What was sent, in words, for messages.</param>
internal sealed record TrafficBlock(
    ulong Number, byte[] Recording, IReadOnlyDictionary<Entry, BigInteger> Changes, IReadOnlyList<string> Kinds);
