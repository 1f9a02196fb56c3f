using System.ComponentModel.DataAnnotations;

namespace Cordon.Storage.Sqlite;

/// <summary>Bounds of a database file.</summary>
public sealed class SqliteStoreOptions
{
    /// <summary>How many of a chain's latest blocks are remembered for reorganisations.</summary>
    [Range(1, 100_000)]
    public int ReorgDepthMax { get; init; } = 128;

    /// <summary>The file may not grow beyond this, in MB; 0 for no bound but the disk's.</summary>
    [Range(0, 1_000_000)]
    public int SizeMaxMb { get; init; }
}
