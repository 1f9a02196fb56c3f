using System.Globalization;
using Cordon.Domain.Attestations;
using Cordon.Ethereum;
using Cordon.Response.Attestations;
using Cordon.Response.Attestations.Tests.Kit;

namespace Cordon.Bench.Exchange;

/// <summary>How long guardians' nodes, all in this process, take from their verdicts to a quorum and to the paused
/// breaker on a local chain.</summary>
internal static class ExchangeMode
{
    private const int Rounds = 5;
    private const int LooksAtOnce = 8;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static async Task<int> RunAsync(string[] args)
    {
        int count = args is [var text, ..] ? int.Parse(text, CultureInfo.InvariantCulture) : 100;
        TimeProvider time = TimeProvider.System;
        await using GuardianWorld world = await GuardianWorld.StartAsync(
            [.. Enumerable.Repeat(1_000ul, count)], CancellationToken.None);
        // Looks at the chain come from the heads alone, as in a node that follows them: the chain is one process here.
        ExchangeOptions options = GuardianNode.Hundred with
        {
            PollInterval = TimeSpan.FromMinutes(1),
            SubmitStep = new ExchangeOptions().SubmitStep,
        };
        foreach (GuardianNode node in world.Guardians) await node.StartAsync(CancellationToken.None, options);
        await Console.Out.WriteLineAsync(
            $"{count} guardian nodes, each with its HTTP/2 server, journal and key; ms from the first verdict");
        await Console.Out.WriteLineAsync(
            "round  heard of it  first quorum  2/3 hold it  all hold it  paused  calls  processor");
        bool isInTime = true;
        for (int round = 0; round < Rounds; round++)
        {
            int requests = world.Guardians.Sum(node => node.Requests.Count);
            string name = $"drain {round}";
            Hash256 incident = await world.RaiseAsync(round, name);
            long raised = time.GetTimestamp();
            await Parallel.ForEachAsync(
                world.Guardians, new ParallelOptions { MaxDegreeOfParallelism = LooksAtOnce },
                async (node, stop) => await node.Exchange!.LookAsync(stop));
            double looked = time.GetElapsedTime(raised).TotalMilliseconds;
            long began = time.GetTimestamp();
            TimeSpan spent = Environment.CpuUsage.TotalTime;
            await Task.WhenAll(world.Guardians.Select(
                node => node.Exchange!.AttestAsync(incident, Verdict.Attack)));
            while (!world.Guardians.Any(node => node.QuorumHeldAt.ContainsKey(incident))) await Task.Delay(1);
            spent = Environment.CpuUsage.TotalTime - spent; // of all nodes, until the first of them holds a quorum
            double paused = await PausedAsync(world, incident, began);
            double[] held = await HeldAsync(world, incident, began);
            int calls = world.Guardians.Sum(node => node.Requests.Count) - requests;
            isInTime &= held[0] < 2_000;
            await Console.Out.WriteLineAsync(
                $"{round,5}  {looked,11:0}  {held[0],12:0}  {held[held.Length * 2 / 3],11:0}  {held[^1],11:0}"
                + $"  {paused,6:0}  {calls,5}  {spent.TotalMilliseconds,9:0}");
        }

        return isInTime ? 0 : 1;
    }

    private static async Task<double> PausedAsync(GuardianWorld world, Hash256 incident, long began)
    {
        while ((await world.IncidentAsync(incident)).QuorumAt == 0)
        {
            if (TimeProvider.System.GetElapsedTime(began) > Limit) return double.PositiveInfinity;
            await Task.Delay(10);
        }

        return TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
    }

    private static async Task<double[]> HeldAsync(GuardianWorld world, Hash256 incident, long began)
    {
        while (world.Guardians.Any(node => !node.QuorumHeldAt.ContainsKey(incident))
            && TimeProvider.System.GetElapsedTime(began) < Limit)
            await Task.Delay(10);
        return [.. world.Guardians
            .Select(node => node.QuorumHeldAt.TryGetValue(incident, out long at)
                ? TimeProvider.System.GetElapsedTime(began, at).TotalMilliseconds
                : double.PositiveInfinity)
            .Order()];
    }
}
