using Cordon.Bench.Detection;
using Cordon.Bench.Exchange;
using Cordon.Bench.Guard;
using Cordon.Bench.Pending;
using Cordon.Bench.Pipeline;
using Cordon.Bench.Quiet;
using Cordon.Bench.Reading;
using Cordon.Bench.Restaking;
using Cordon.Bench.Rival;
using Cordon.Bench.Simulation;

if (args is [])
{
    await Console.Error.WriteLineAsync(
        "usage: Cordon.Bench detection [--json] PACK... | read PACK... | pipeline PACK [TRANSACTIONS]"
        + " | quiet PACK | exchange [GUARDIANS] | pending [TRANSACTIONS] | guard [SAMPLES] [apart] | restaking [SEED]"
        + " | rival FOLDER [COUNT] | simulation");
    return 2;
}

return args[0] switch
{
    "detection" => await DetectionMode.RunAsync(args[1..]),
    "exchange" => await ExchangeMode.RunAsync(args[1..]),
    "quiet" => QuietMode.Run(args[1..]),
    "pipeline" => await PipelineMode.RunAsync(args[1..]),
    "guard" => await GuardMode.RunAsync(args[1..]),
    "pending" => await PendingMode.RunAsync(args[1..]),
    "read" => ReadMode.Run(args[1..]),
    "rival" => await RivalMode.RunAsync(args[1..]),
    "restaking" => RestakingMode.Run(args[1..]),
    "simulation" => SimulationMode.Run(),
    _ => throw new ArgumentException($"there is no mode '{args[0]}'"),
};
