using Cordon.Bench.Detection;
using Cordon.Bench.Reading;

if (args is [])
{
    await Console.Error.WriteLineAsync("usage: Cordon.Bench detection [--json] PACK... | read PACK...");
    return 2;
}

return args[0] switch
{
    "detection" => await DetectionMode.RunAsync(args[1..]),
    "read" => ReadMode.Run(args[1..]),
    _ => throw new ArgumentException($"there is no mode '{args[0]}'"),
};
