using System.Globalization;
using System.Text;
using Cordon.Arena.Guards;

namespace Cordon.Cli.Demo;

/// <summary>What an operator would write into <c>cordon.yaml</c> about a protocol of the arena.</summary>
internal static class GuardConfiguration
{
    /// <summary>The environment variable that the file names; the demo hands the key over itself.</summary>
    public const string KeyVariable = "CORDON_DEMO_KEY";

    // The arena's honest traffic offers up to 2,005 gwei a gas, as crowded blocks see; the guard must beat that.
    private const string Guardian = $$"""
        guardian:
          key: { variable: {{KeyVariable}} }
          etherPerDay: 8
          gweiPerGas: 5000
        data: data

        """;

    /// <summary>The text of the file.</summary>
    public static string Of(ArenaDefence defence)
    {
        var yaml = new StringBuilder();
        Add("chains:");
        Add($"  - id: {defence.ChainId}");
        Add($"    endpoints: [{string.Join(", ", defence.Endpoints.Select(endpoint => $"\"{endpoint}\""))}]");
        Add($"    registry: \"{defence.Registry}\"");
        Add($"    stake: \"{defence.Stake}\"");
        Add("protocols:");
        Add($"  - name: {defence.Protocol}");
        Add($"    chain: {defence.ChainId}");
        Add($"    contracts: [{string.Join(", ", defence.Contracts.Select(contract => $"\"{contract}\""))}]");
        Add($"    enrolled: \"{defence.Enrolled}\"");
        Add($"    quarantine: {(defence.CanQuarantine ? "true" : "false")}");
        if (defence.Invariants.Count > 0) Add("    invariants:");
        foreach (ArenaInvariant invariant in defence.Invariants) AddInvariant(invariant);
        AddPolicy(defence.PauseBelief.ToString(CultureInfo.InvariantCulture));
        return yaml.Append(Guardian).ToString();

        void AddInvariant(ArenaInvariant invariant)
        {
            Add($"      - name: {invariant.Name}");
            Add("        calls:");
            foreach ((string name, string text) in invariant.Calls) Add($"          {name}: \"{text}\"");
            Add($"        holds: \"{invariant.Holds}\"");
            if (invariant.ToleranceBps > 0) Add($"        toleranceBps: {invariant.ToleranceBps}");
        }

        void AddPolicy(string pauseBelief)
        {
            Add("    policy:");
            Add("      dryRun: false");
            Add("      notify:     { belief: 0.5, perDay: 100 }");
            Add($"      attest:     {{ belief: {pauseBelief}, perDay: 100 }}");
            Add("      quarantine: { belief: 0.7, severity: medium, duration: 1h, perDay: 1 }");
            Add($"      pause:      {{ belief: {pauseBelief}, severity: high, duration: 1h, perDay: 1 }}");
        }

        void Add(string line) => yaml.Append(line).Append('\n');
    }
}
