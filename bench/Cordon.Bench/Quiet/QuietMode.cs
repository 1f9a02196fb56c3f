using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;

namespace Cordon.Bench.Quiet;

/// <summary>Measures time and bytes allocated on the fact and detector path with BenchmarkDotNet.</summary>
internal static class QuietMode
{
    public static string Folder { get; private set; } = "";

    public static int Run(string[] args)
    {
        if (args is not [string folder])
        {
            Console.Error.WriteLine("usage: Cordon.Bench quiet PACK");
            return 2;
        }

        // In this process: a job of its own would build the solution again with analyzers.
        Folder = folder;
        BenchmarkRunner.Run<QuietPath>(DefaultConfig.Instance
            .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "cordon-bench"))
            .AddJob(Job.ShortRun.WithToolchain(InProcessNoEmitToolchain.Instance)));
        return 0;
    }
}
