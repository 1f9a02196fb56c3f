using Cordon.Detection.Registry;
using Cordon.Domain.Blocks;
using Cordon.Domain.Protocols;
using Cordon.Engine.Benchmark;
using Cordon.Engine.Pipeline;
using Cordon.Testing;

namespace Cordon.Pack.Tests;

/// <summary>Scores a pack, as it was recorded or as another node would have recorded it.</summary>
internal static class PackRun
{
    public static Task<PackReport> ScoreAsync(string pack, Func<byte[], byte[]>? edit = null)
    {
        string[] files = Recordings.Files(pack);
        Assert.SkipWhen(files.Length == 0, Recordings.MissingMessage(pack));
        DetectionBenchmark benchmark = new(
            () => new FactReader(), () => DetectorRegistry.Create(WatchList.Empty), new ScanOptions());
        return benchmark.RunAsync(
            new BenchmarkPack(
                Path.GetDirectoryName(files[0])!, new Source([.. files.OrderBy(NumberOf)], edit ?? (bytes => bytes))),
            TestContext.Current.CancellationToken);
    }

    // Blocks are files named by their number; attacks have names, and their order does not matter.
    private static ulong NumberOf(string file) =>
        ulong.TryParse(Path.GetFileName(file).Split('.')[0], out ulong number) ? number : 0;

    private sealed class Source(string[] files, Func<byte[], byte[]> edit) : IBlockSource
    {
        public async IAsyncEnumerable<RawBlock> ReadAsync(
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
        {
            foreach (string file in files)
            {
                cancellation.ThrowIfCancellationRequested();
                await Task.Yield();
                yield return Recordings.Raw(edit(Recordings.Read(file)), Path.GetFileName(file));
            }
        }
    }
}
