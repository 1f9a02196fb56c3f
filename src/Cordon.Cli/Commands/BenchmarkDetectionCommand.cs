using System.CommandLine;
using System.Text.Json;
using Cordon.Cli.Terminal;
using Cordon.Detection.Registry;
using Cordon.Domain.Protocols;
using Cordon.Engine.Benchmark;
using Cordon.Engine.Pipeline;
using Cordon.Engine.Sources;

namespace Cordon.Cli.Commands;

/// <summary><c>cordon benchmark-detection</c>: what is found in labelled packs, compared with the labels.</summary>
internal static class BenchmarkDetectionCommand
{
    public static Command Create(Session session)
    {
        Option<string[]> packs = new("--pack")
        {
            Description = "Folders of recorded blocks with a labels.jsonl",
            HelpName = "DIR",
            Required = true,
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = true,
        };
        Option<int> threads = Arguments.Threads();
        Option<bool> json = Arguments.Json("every miss and extra");
        CordonCommand command = new("benchmark-detection",
            "Compare what is found in labelled packs with their labels: precision, recall, misses, false alarms, time",
            "cordon benchmark-detection --pack data/blocks data/attacks",
            "cordon benchmark-detection --pack data/attacks --json > benchmark.json") { packs, threads, json };
        command.SetAction(async (result, cancellation) =>
        {
            DetectionBenchmark benchmark = new(() => new FactReader(),
                () => DetectorRegistry.Create(WatchList.Empty),
                new ScanOptions { Threads = result.GetValue(threads), Time = session.Time });
            List<PackReport> reports = [];
            foreach (string folder in result.GetValue(packs)!)
            {
                BenchmarkPack pack = new(folder, new FileBlockSource([folder]));
                reports.Add(await benchmark.RunAsync(pack, cancellation));
            }

            if (result.GetValue(json)) WriteJson(session, reports);
            else foreach (PackReport report in reports) session.WriteLine(new BenchmarkText().Of(report));
            return ExitCode.Success;
        });
        return command;
    }

    private static void WriteJson(Session session, List<PackReport> reports)
    {
        using (Utf8JsonWriter json = new(session.Out, new JsonWriterOptions { Indented = true }))
            BenchmarkJson.Write(json, reports);
        session.WriteLine();
    }
}
