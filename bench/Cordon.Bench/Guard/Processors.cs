using System.Diagnostics;

namespace Cordon.Bench.Guard;

/// <summary>Gives processes processors of their own, as an operator does with <c>CPUAffinity=</c>.</summary>
internal static class Processors
{
    /// <summary>The first one for this process, the others for another.</summary>
    /// <exception cref="InvalidOperationException">There is only one, or <c>taskset</c> fails.</exception>
    public static async Task DivideAsync(int other)
    {
        int count = Environment.ProcessorCount;
        if (count < 2) throw new InvalidOperationException("one processor cannot be divided");
        await PinAsync(other, $"1-{count - 1}");
        await PinAsync(Environment.ProcessId, "0");
    }

    // With all threads that it has; those to come go where the thread is that starts them.
    private static async Task PinAsync(int process, string processors)
    {
        var how = new ProcessStartInfo("taskset", ["-acp", processors, $"{process}"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using Process pin = Process.Start(how)!;
        await pin.StandardOutput.ReadToEndAsync();
        await pin.WaitForExitAsync();
        if (pin.ExitCode != 0) throw new InvalidOperationException($"taskset failed with {pin.ExitCode}");
    }
}
