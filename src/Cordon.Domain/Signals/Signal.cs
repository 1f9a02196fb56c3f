using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Cordon.Ethereum;

namespace Cordon.Domain.Signals;

/// <summary>One detector's statement about one transaction or block.</summary>
public sealed record Signal
{
    /// <summary>The same for the same statement in every run: chain, block hash, transaction, detector, key.</summary>
    public required string Id { get; init; }

    public required ulong Chain { get; init; }

    public required ulong Block { get; init; }

    /// <summary>Zero where the recording does not say.</summary>
    public Hash256 BlockHash { get; init; }

    /// <summary>Null for a statement about a block or about the node itself.</summary>
    public Hash256? Tx { get; init; }

    /// <summary>Position of the transaction in its block, null with <see cref="Tx"/>.</summary>
    public int? Index { get; init; }

    public required string Detector { get; init; }

    public required Severity Severity { get; init; }

    /// <summary>How sure the detector is, 0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>The contracts and accounts the statement is about, the harmed one first where there is one.</summary>
    public required ImmutableArray<Address> Subjects { get; init; }

    /// <summary>One sentence: what happened, with amounts in tokens, and how sure it is.</summary>
    public required string Summary { get; init; }

    public required JsonObject Evidence { get; init; }

    /// <summary>True once the block was reorganised away.</summary>
    public bool Retracted { get; init; }
}
