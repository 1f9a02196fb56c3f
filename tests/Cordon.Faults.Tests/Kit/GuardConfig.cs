using Cordon.Node.Tests.Kit;

namespace Cordon.Faults.Tests.Kit;

/// <summary>A configuration that guards the arena's lender, written as a person would.</summary>
internal static class GuardConfig
{
    /// <summary>The environment variable with the guardian's key.</summary>
    public const string KeyVariable = "CORDON_KEY";

    public const string Pausing = """
              notify: { belief: 0.5 }
              pause:  { belief: 0.6, duration: 1h, perDay: 100 }
        """;

    public const string PausingTogether = """
              notify: { belief: 0.5 }
              attest: { belief: 0.6 }
              pause:  { belief: 0.6, duration: 1h, perDay: 100 }
        """;

    public const string Attesting = """
              notify: { belief: 0.5 }
              attest: { belief: 0.6 }
        """;

    public const string Notifying = """
              notify: { belief: 0.5 }
        """;

    /// <summary>Writes the file beside a data folder, and returns its path.</summary>
    /// <param name="seesPending">Whether attacks are looked for before they are in a block.</param>
    /// <param name="port">Where the other guardians' nodes reach this one; zero for nowhere.</param>
    /// <param name="keys">Who signs for it; null where it has its key itself.</param>
    public static string Write(
        GuardedArena arena, string folder, IEnumerable<string>? endpoints = null, string policy = Pausing,
        bool seesPending = true, int port = 0, KeyService? keys = null)
    {
        string key = keys is null ? $"variable: {KeyVariable}" : $"remote: \"{keys.Url}\", account: \"{keys.Account}\"";
        string listen = port == 0 ? "" : $"  listen: 127.0.0.1:{port}\n  privatePeers: true";
        string path = Path.Combine(folder, "cordon.yaml");
        var world = arena.World;
        string lines = string.Join('\n', (endpoints ?? [$"{arena.Ipc}", $"{arena.Node.Http}"])
            .Select(endpoint => $"      - {endpoint}"));
        File.WriteAllText(path, $$"""
            chains:
              - id: {{arena.ChainId}}
                endpoints:
            {{lines}}
                mempool: {{(seesPending ? "true" : "false")}}
                registry: "{{arena.Registry}}"
                stake: "{{arena.StakeContract}}"
            protocols:
              - name: lender
                chain: {{arena.ChainId}}
                contracts: ["{{world.Lender}}"]
                enrolled: "{{world.Lender}}"
                invariants:
                  - name: covered
                    calls:
                      cash: "{{world.Weth}}.balanceOf(address)(uint256) {{world.Lender}}"
                      pledged: "{{world.Coin}}.balanceOf(address)(uint256) {{world.Lender}}"
                      ether: "{{world.Weth}}.balanceOf(address)(uint256) {{world.CoinPool}}"
                      coins: "{{world.Coin}}.balanceOf(address)(uint256) {{world.CoinPool}}"
                    holds: cash + pledged * ether / coins >= 300000000000000000000
                policy:
                  dryRun: false
            {{policy}}
            guardian:
              key: { {{key}} }
              etherPerDay: 5
              gweiPerGas: 5000
            {{listen}}
            data: data
            """);
        return path;
    }
}
