using System.Diagnostics;
using System.Globalization;
using Cordon.Testing;
using Cordon.Testing.Fuzzing;

// Usage: Cordon.Fuzz [--inputs N] [--seed S] [--from I]
// Reads N mutated blocks. A failure prints the seed and the input's number: --seed S --from I --inputs 1 repeats it.
long inputs = Option("--inputs", 1_000_000);
long seed = Option("--seed", Environment.ProcessId);
long from = Option("--from", 0);

BlockFuzzer fuzzer = new(seed, Recordings.Files("blocks").Concat(Recordings.Files("attacks")));
Print($"seed {seed}, inputs {from} to {from + inputs - 1}, {fuzzer.Originals} originals");
long start = Stopwatch.GetTimestamp();
for (long i = from; i < from + inputs; i++)
{
    fuzzer.Run(i);
    if ((i + 1) % 100_000 == 0) Print($"{i + 1 - from:n0} inputs, {Stopwatch.GetElapsedTime(start).TotalSeconds:n0} s");
}

Print($"{fuzzer.Accepted:n0} accepted, {fuzzer.Refused:n0} refused, slowest {fuzzer.Slowest.TotalMilliseconds:n0} ms");
Print($"largest working set {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:n0} MB");
return 0;

long Option(string name, long otherwise)
{
    int at = Array.IndexOf(args, name);
    return at < 0 ? otherwise : long.Parse(args[at + 1], CultureInfo.InvariantCulture);
}

static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
