using Cordon.Cli.Terminal;
using Cordon.Contracts.Tests;

namespace Cordon.Cli.Tests.Commands;

/// <summary><c>cordon deploy</c> at a node that bounds the blocks of one eth_getLogs.</summary>
public class DeployBoundedTests
{
    [Fact]
    public async Task Deploys_and_audits_and_without_any_logs_says_what_the_node_refuses()
    {
        await using DeployRig rig = await DeployRig.StartAsync();
        await using BoundedNode node = new(rig.Rpc) { BlocksMax = 7 };
        string[] deploying =
            [.. rig.Deploying(rig.Key, rig.Output).Select(word => word == rig.Rpc ? node.Url : word)];
        string[] auditing = ["deploy", "--rpc", node.Url, "--config", rig.Config, "--audit", rig.Output];

        RequireSuccess(CommandRun.Of(deploying), node);
        string first = File.ReadAllText(rig.Output);
        RequireSuccess(CommandRun.Of(deploying), node); // verifies what is there
        Assert.Equal(first, File.ReadAllText(rig.Output));
        RequireSuccess(CommandRun.Of(auditing), node);

        node.BlocksMax = 0;
        CommandRun refused = CommandRun.Of(auditing);
        Assert.Equal(ExitCode.Environment, refused.ExitCode);
        Assert.Contains("eth_getLogs at ", refused.Error, StringComparison.Ordinal);
        Assert.Contains("not even the events of one block, ", refused.Error, StringComparison.Ordinal);
    }

    private static void RequireSuccess(CommandRun run, BoundedNode node)
    {
        Assert.True(run.ExitCode == ExitCode.Success, $"{run.Out}\n{run.Error}");
        Assert.True(node.Refused > 0, "the node refused nothing");
    }
}
