namespace Cordon.Ethereum;

/// <summary>The cost of a keystore: what its owner pays to open it, and what a thief pays a guess.</summary>
public sealed record KeystoreOptions
{
    public static KeystoreOptions Default { get; } = new();

    /// <summary>Scrypt's n for new files: a power of two; memory is 1024 times as many bytes.</summary>
    public int ScryptN { get; init; } = 262_144;

    /// <summary>Memory that opening a file may take, in bytes; a file from outside names its own cost.</summary>
    public long MemoryBytesMax { get; init; } = 1L << 30;

    /// <summary>PBKDF2 rounds that opening a file may take.</summary>
    public int IterationsMax { get; init; } = 10_000_000;

    /// <summary>Scrypt's p that opening a file may take.</summary>
    public int PassesMax { get; init; } = 16;
}
