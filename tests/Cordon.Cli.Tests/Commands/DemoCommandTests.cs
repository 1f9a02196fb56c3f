using System.Security.Cryptography;
using System.Text.Json;
using Cordon.Arena;
using Cordon.Arena.Nodes;
using Cordon.Cli.Terminal;

namespace Cordon.Cli.Tests.Commands;

public class DemoCommandTests
{
    [Fact]
    public void The_engine_finds_both_attacks_while_they_happen_and_accuses_nobody_honest()
    {
        SkipWithoutNode();
        int seed = RandomNumberGenerator.GetInt32(int.MaxValue);

        CommandRun run = CommandRun.Of("demo", "--swaps", "30", "--seed", $"{seed}", "--json");

        Assert.True(run.ExitCode == ExitCode.Success, $"seed {seed}\n{run.Out}\n{run.Error}");
        using JsonDocument json = JsonDocument.Parse(run.Out);
        Assert.True(json.RootElement.GetProperty("passed").GetBoolean());
        Assert.Equal(0, json.RootElement.GetProperty("accusations").GetArrayLength());
        JsonElement attacks = json.RootElement.GetProperty("attacks");
        Assert.Equal(
            ["sandwich", "price-manipulation"],
            attacks.EnumerateArray().Select(attack => attack.GetProperty("detector").GetString()));
        Assert.Contains("drains the lender", run.Error);
        Assert.Contains("high price-manipulation", run.Error);
    }

    [Fact]
    public void Too_few_swaps_are_bad_input()
    {
        CommandRun run = CommandRun.Of("demo", "--swaps", "2");

        Assert.Equal(ExitCode.BadInput, run.ExitCode);
        Assert.Contains("Swaps", run.Error);
    }

    private static void SkipWithoutNode()
    {
        try
        {
            NpmPackages.File("solc", "package.json");
            NpmPackages.Program("@foundry-rs/anvil-linux-amd64", "@foundry-rs/anvil", "bin/anvil");
        }
        catch (ArenaException missing)
        {
            Assert.Skip(missing.Message);
        }
    }
}
