using System.Globalization;
using System.Text.Json;
using Cordon.Arena;
using Cordon.Arena.Nodes;

namespace Cordon.Cli.Live.Tests;

/// <summary>Seven attacks on protocols of their own, played once against the guardian node, for all tests of a class.
/// </summary>
public sealed class GuardedPlays : IAsyncLifetime
{
    private const string Seed = "23";
    private const string BlockSeconds = "1.25";

    // Two minutes are enough, unless the machine is so slow that blocks wait for the nodes.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(12);

    private static readonly string[] Names =
    [
        "reentrancy", "borrowed-votes", "infinite-mint", "slow-drain", "malicious-upgrade", "share-inflation", "decoys",
    ];

    private JsonDocument? _report;
    private string? _missing;

    public async ValueTask InitializeAsync()
    {
        try
        {
            NpmPackages.File("solc", "package.json");
        }
        catch (ArenaException missing)
        {
            _missing = missing.Message;
            return;
        }

        string[] chosen = [.. Names.SelectMany(name => (string[])["--scenario", name])];
        await using CordonProcess demo = CordonProcess.Start(
            ["demo", "--json", "--seed", Seed, "--block-time", BlockSeconds, .. chosen]);
        await demo.EndAsync(Limit);
        _report = JsonDocument.Parse(demo.Out);
    }

    /// <summary>What the demo says of a scenario that must be met; skips the test where node packages are missing.
    /// </summary>
    internal JsonElement Met(string name)
    {
        Assert.SkipWhen(_missing is not null, _missing ?? "");
        JsonElement found = _report!.RootElement.GetProperty("scenarios").EnumerateArray()
            .Single(scenario => scenario.GetProperty("name").GetString() == name);
        Assert.True(found.GetProperty("met").GetBoolean(), $"{found}");
        return found;
    }

    /// <summary>What was lost in whole units.</summary>
    internal static double Loss(JsonElement scenario, string side) => double.Parse(
        scenario.GetProperty(side).GetProperty("loss").GetString()!, CultureInfo.InvariantCulture) / 1e18;

    /// <summary>What somebody gained, in whole tokens of stake.</summary>
    internal static double Gain(JsonElement scenario, string name)
    {
        JsonElement fortune = scenario.GetProperty("fortunes").EnumerateArray()
            .Single(one => one.GetProperty("name").GetString() == name);
        double Tokens(string when) =>
            double.Parse(fortune.GetProperty(when).GetString()!, CultureInfo.InvariantCulture) / 1e18;
        return Math.Round(Tokens("after") - Tokens("before"), 6);
    }

    public ValueTask DisposeAsync()
    {
        _report?.Dispose();
        return ValueTask.CompletedTask;
    }
}
