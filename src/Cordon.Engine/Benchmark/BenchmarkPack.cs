using Cordon.Domain.Blocks;

namespace Cordon.Engine.Benchmark;

/// <summary>A pack of recorded blocks with labels.</summary>
/// <param name="Folder">Holds labels.jsonl; its last part names the pack in reports.</param>
/// <param name="Source">Delivers the pack's blocks.</param>
public sealed record BenchmarkPack(string Folder, IBlockSource Source)
{
    public string Name => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(Folder)));
}
