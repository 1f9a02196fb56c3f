using Cordon.Cli.Tests;
using Cordon.Domain.Signals;
using Cordon.Engine.Tests.Kit;

namespace Cordon.Engine.Tests.Correlation;

public class IncidentSchemaTests
{
    [Fact]
    public async Task Every_incident_and_signal_of_a_scan_fits_the_published_schemas()
    {
        JsonSchema ofIncident = JsonSchema.Load("incident.schema.json");
        JsonSchema ofSignal = JsonSchema.Load("signal.schema.json");
        Random random = new(11);
        ScriptBlock[] blocks = [.. Enumerable.Range(1, 60).Select(i => new ScriptBlock(
            (ulong)i, $"b{i}", $"b{i - 1}",
            [.. Enumerable.Range(0, 3).Select(t => new ScriptTx($"t{i}.{t}", $"s{random.Next(9)}", new Mark(
                t == 0 ? "reentrancy" : "alpha", (Severity)random.Next(5), $"v{random.Next(9)}",
                    $"a{random.Next(9)}")))]))];

        // The last block replaces the ten before it, so that retracted ones are seen too.
        Collector collected = await Scan.RunAsync([.. blocks, new ScriptBlock(51, "fork", "b50")]);

        Assert.NotEmpty(collected.Incidents);
        Assert.Contains(collected.Signals, signal => signal.Retracted);
        Assert.All(collected.Incidents, incident => Assert.Empty(ofIncident.Faults(Collector.Text(incident))));
        Assert.All(collected.Signals, signal => Assert.Empty(ofSignal.Faults(Collector.Text(signal))));
    }

    [Fact]
    public void The_schema_refuses_what_is_no_incident() =>
        Assert.NotEmpty(JsonSchema.Load("incident.schema.json").Faults("""{"id":"x","chain":-1}"""));
}
