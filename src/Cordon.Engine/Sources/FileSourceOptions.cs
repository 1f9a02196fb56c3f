using System.ComponentModel.DataAnnotations;
using Cordon.Engine.Reading;

namespace Cordon.Engine.Sources;

/// <summary>How recorded files are read.</summary>
public sealed class FileSourceOptions
{
    /// <summary>The path that stands for standard input.</summary>
    public const string StandardInputPath = "-";

    /// <summary>Largest block in bytes, after decompression (default 256 MiB).</summary>
    [Range(2, 1 << 30)]
    public int BlockBytesMax { get; init; } = new BlockReaderOptions().BlockBytesMax;

    /// <summary>Blocks of a file of several that are decompressed ahead of their reader (default 3); each holds its own
    /// memory.</summary>
    [Range(1, 64)]
    public int PrefetchBlocks { get; init; } = 3;

    /// <summary>
    /// Whether a stream of blocks (.jsonl, standard input) may jump over block numbers (default no). Separate files
    /// always may: they are samples.
    /// </summary>
    public bool GapsAllowed { get; init; }

    /// <summary>Opens standard input.</summary>
    public Func<Stream> StandardInput { get; init; } = Console.OpenStandardInput;
}
