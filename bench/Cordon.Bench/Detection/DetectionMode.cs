using System.Text.Json;
using Cordon.Bench.Packs;
using Cordon.Detection.Registry;
using Cordon.Domain.Protocols;
using Cordon.Engine.Benchmark;
using Cordon.Engine.Pipeline;

namespace Cordon.Bench.Detection;

/// <summary>Compares what the detectors find in labelled packs with the labels.</summary>
internal static class DetectionMode
{
    public static async Task<int> RunAsync(string[] args)
    {
        bool isJson = args.Contains("--json");
        DetectionBenchmark benchmark = new(
            () => new FactReader(), () => DetectorRegistry.Create(WatchList.Empty), new ScanOptions());
        List<PackReport> reports = [];
        foreach (string folder in args.Where(arg => arg != "--json"))
        {
            PackReport report = await benchmark.RunAsync(
                new BenchmarkPack(folder, new PackSource(PackFiles.Load(folder))));
            reports.Add(report);
            if (!isJson) Console.WriteLine(new BenchmarkText().Of(report));
        }

        if (!isJson) return 0;
        using Utf8JsonWriter json = new(Console.OpenStandardOutput(), new JsonWriterOptions { Indented = true });
        BenchmarkJson.Write(json, reports);
        return 0;
    }
}
