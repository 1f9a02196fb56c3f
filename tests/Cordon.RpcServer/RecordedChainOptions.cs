namespace Cordon.RpcServer;

/// <summary>What a <see cref="RecordedChainServer"/> serves, and where.</summary>
public sealed record RecordedChainOptions
{
    /// <summary>Recorded blocks (<c>.json</c> or <c>.json.gz</c>), served in the order of their numbers.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>Number of the first block once all are renumbered into an unbroken chain; null serves the blocks as
    /// they are, with the gaps between them.</summary>
    public ulong? FirstNumber { get; init; }

    /// <summary>Length of a renumbered chain; more than there are files repeats them, with transaction hashes of
    /// their own. Null serves each file once.</summary>
    public int? Count { get; init; }

    /// <summary>The newest block at the start; null is the last.</summary>
    public ulong? Head { get; init; }

    /// <summary>What eth_chainId answers; null is the chain of the first file.</summary>
    public ulong? ChainId { get; init; }

    /// <summary>Methods that answer -32601, each in full or as a beginning such as <c>debug_</c>.</summary>
    public IReadOnlyList<string> MissingMethods { get; init; } = [];

    /// <summary>Code by lower-case address, for eth_getCode; other accounts have none.</summary>
    public IReadOnlyDictionary<string, string> Code { get; init; } = new Dictionary<string, string>();

    /// <summary>TCP port on 127.0.0.1; 0 picks a free one.</summary>
    public int Port { get; init; }

    /// <summary>Path of a Unix socket to serve as well; null serves none.</summary>
    public string? IpcPath { get; init; }
}
