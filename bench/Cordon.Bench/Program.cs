using Cordon.Bench.Detection;
using Cordon.Bench.Pipeline;
using Cordon.Bench.Quiet;
using Cordon.Bench.Reading;

if (args is [])
{
    await Console.Error.WriteLineAsync(
        "usage: Cordon.Bench detection [--json] PACK... | read PACK... | pipeline PACK [TRANSACTIONS]"
        + " | quiet PACK");
    return 2;
}

return args[0] switch
{
    "detection" => await DetectionMode.RunAsync(args[1..]),
    "quiet" => QuietMode.Run(args[1..]),
    "pipeline" => await PipelineMode.RunAsync(args[1..]),
    "read" => ReadMode.Run(args[1..]),
    _ => throw new ArgumentException($"there is no mode '{args[0]}'"),
};
