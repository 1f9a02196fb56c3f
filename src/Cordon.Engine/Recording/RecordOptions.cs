using System.IO.Compression;
using Cordon.Domain.Blocks;
using Cordon.Engine.Sources.Node;

namespace Cordon.Engine.Recording;

/// <summary>What to record, and where to.</summary>
public sealed record RecordOptions
{
    /// <summary>Folder for the files <c>NUMBER.json.gz</c>; made when it does not exist.</summary>
    public required string Folder { get; init; }

    public required BlockSelection Blocks { get; init; }

    /// <summary>How blocks are read from the node.</summary>
    public NodeSourceOptions Source { get; init; } = new();

    public CompressionLevel Compression { get; init; } = CompressionLevel.Optimal;

    /// <summary>Called after each block.</summary>
    public Action<RecordProgress>? OnProgress { get; init; }

    /// <summary>Called once for each thing that the node does not offer and the files will therefore lack.</summary>
    public Action<BlindReport>? OnBlind { get; init; }
}
