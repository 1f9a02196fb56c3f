using System.Globalization;
using System.Text;
using Cordon.Arena.Guards;

namespace Cordon.Cli.Demo;

/// <summary>What an operator would write into <c>cordon.yaml</c> about a protocol of the arena.</summary>
internal static class GuardConfiguration
{
    /// <summary>The environment variable that the file names; the demo hands the key over itself.</summary>
    public const string KeyVariable = "CORDON_DEMO_KEY";

    private const double QuarantineBelief = 0.7;

    // The arena's honest traffic offers up to 2,005 gwei a gas, as crowded blocks see; the guard must beat that.
    private const string Bounds = """
          etherPerDay: 8
          gweiPerGas: 5000
        data: data

        """;

    /// <summary>The text of one guardian's file.</summary>
    public static string Of(ArenaDefence defence, GuardPost post)
    {
        bool mayAct = defence.MayAct(post);
        var yaml = new StringBuilder();
        Add("chains:");
        foreach (ArenaDefence side in defence.Sides)
        {
            Add($"  - id: {side.ChainId}");
            Add($"    endpoints: [{string.Join(", ", side.Endpoints.Select(endpoint => $"\"{endpoint}\""))}]");
            Add($"    registry: \"{side.Registry}\"");
            Add($"    stake: \"{side.Stake}\"");
        }

        Add("protocols:");
        foreach (ArenaDefence side in defence.Sides) AddProtocol(side);
        Add("guardian:");
        Add($"  key: {{ variable: {KeyVariable} }}");
        Add($"  listen: {post.Listen}");
        Add("  privatePeers: true");
        return yaml.Append(Bounds).ToString();

        void AddProtocol(ArenaDefence side)
        {
            Add($"  - name: {side.Protocol}");
            Add($"    chain: {side.ChainId}");
            Add($"    contracts: [{string.Join(", ", side.Contracts.Select(contract => $"\"{contract}\""))}]");
            Add($"    enrolled: \"{side.Enrolled}\"");
            Add($"    quarantine: {(side.CanQuarantine ? "true" : "false")}");
            if (side.Invariants.Count > 0) Add("    invariants:");
            foreach (ArenaInvariant invariant in side.Invariants) AddInvariant(invariant);
            AddPolicy(Text(side.PauseBelief), Text(Math.Min(side.PauseBelief, QuarantineBelief)));
        }

        void AddInvariant(ArenaInvariant invariant)
        {
            Add($"      - name: {invariant.Name}");
            Add("        calls:");
            foreach ((string name, string text) in invariant.Calls) Add($"          {name}: \"{text}\"");
            foreach ((ulong chain, string name, string text) in invariant.Elsewhere)
                Add($"          {name}: {{ chain: {chain}, call: \"{text}\" }}");
            Add($"        holds: \"{invariant.Holds}\"");
            if (invariant.ToleranceBps > 0) Add($"        toleranceBps: {invariant.ToleranceBps}");
        }

        void AddPolicy(string pauseBelief, string attestBelief)
        {
            Add("    policy:");
            Add("      dryRun: false");
            Add("      notify:     { belief: 0.5, perDay: 100 }");
            // No more certainty than for the mildest action: what another does by right is to find support.
            Add($"      attest:     {{ belief: {attestBelief}, perDay: 100 }}");
            if (!mayAct) return;
            Add($"      quarantine: {{ belief: {Text(QuarantineBelief)}, severity: medium, duration: 1h, perDay: 1 }}");
            Add($"      pause:      {{ belief: {pauseBelief}, severity: high, duration: 1h, perDay: 1 }}");
        }

        string Text(double belief) => belief.ToString(CultureInfo.InvariantCulture);

        void Add(string line) => yaml.Append(line).Append('\n');
    }
}
