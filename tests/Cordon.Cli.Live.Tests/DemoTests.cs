using System.Text.Json;
using Cordon.Arena;
using Cordon.Arena.Nodes;
using Cordon.Arena.Scenarios;

namespace Cordon.Cli.Live.Tests;

/// <summary>The demo with the guardian node itself: the whole story in a process of its own.</summary>
public class DemoTests(ITestOutputHelper output)
{
    // Ten seconds are enough, unless the machine is so slow that blocks wait for the nodes.
    private static readonly TimeSpan ScenarioLimit = TimeSpan.FromMinutes(3);

    [Fact]
    public Task The_node_stops_the_theft_and_leaves_whales_alone() => PlayAsync("price-manipulation", "honest-whales");

    [Fact]
    public async Task Every_scenario_is_as_expected()
    {
        if (Environment.GetEnvironmentVariable("CORDON_LONG") is not { Length: > 0 })
            Assert.Skip("a few minutes: ./cordon test --long");
        await PlayAsync([.. ScenarioBook.All.Select(scenario => scenario.Card.Name)]);
    }

    private async Task PlayAsync(params string[] names)
    {
        SkipWithoutNode();
        string[] chosen = [.. names.SelectMany(name => (string[])["--scenario", name])];
        await using CordonProcess demo = CordonProcess.Start(
            ["demo", "--json", "--seed", "11", "--block-time", "2.5", .. chosen]);
        await demo.EndAsync(ScenarioLimit * names.Length);
        output.WriteLine(demo.Error);

        using JsonDocument json = JsonDocument.Parse(demo.Out);
        JsonElement[] scenarios = [.. json.RootElement.GetProperty("scenarios").EnumerateArray()];
        Assert.Equal(names.Order(), scenarios.Select(scenario => scenario.GetProperty("name").GetString()!).Order());
        Assert.All(scenarios, scenario => Assert.True(
            scenario.GetProperty("met").GetBoolean(), $"{scenario.GetProperty("name")}: {scenario}"));
        Assert.True(json.RootElement.GetProperty("passed").GetBoolean());
    }

    private static void SkipWithoutNode()
    {
        try
        {
            NpmPackages.File("solc", "package.json");
        }
        catch (ArenaException missing)
        {
            Assert.Skip(missing.Message);
        }
    }
}
