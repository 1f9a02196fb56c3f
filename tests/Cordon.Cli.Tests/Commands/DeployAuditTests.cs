using System.Text.Json.Nodes;
using Cordon.Arena;
using Cordon.Cli.Deployment;
using Cordon.Cli.Terminal;
using Cordon.Contracts;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Cli.Tests.Commands;

/// <summary><c>cordon deploy --audit</c>, and what keeps <c>cordon deploy</c> from beginning another mechanism.
/// </summary>
public class DeployAuditTests
{
    private static readonly Address Stranger = Address.Parse("0x00000000000000000000000000000000deadbeef");

    private static readonly string Config = Path.Combine(
        RepositoryFolder.Find(), "samples", "deploy.yaml");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Anybody_can_audit_without_a_key_nothing_is_sent_and_a_changed_role_is_found()
    {
        await using DeployRig rig = await DeployRig.StartAsync();
        Deploy(rig);
        ulong sent = await rig.SentAsync(rig.Key.Address);
        ulong head = await rig.Node.BlockNumberAsync(Stop);

        CommandRun right = Audit(rig);
        Assert.True(right.ExitCode == ExitCode.Success, $"{right.Out}\n{right.Error}");
        Assert.Contains($"read at block {head}: ", right.Out, StringComparison.Ordinal);
        Assert.Contains("findings: 0; nothing was sent", right.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("NOT EXPECTED", right.Out, StringComparison.Ordinal);
        JsonNode clean = Json(Audit(rig, "--json"));
        Assert.True(clean["clean"]!.GetValue<bool>());
        JsonNode file = JsonNode.Parse(File.ReadAllText(rig.Output))!;
        Assert.Equal(file["contracts"]!.ToJsonString(), clean["contracts"]!.ToJsonString());
        Assert.Equal(file["roles"]!.ToJsonString(), clean["roles"]!.ToJsonString());
        Assert.Equal(sent, await rig.SentAsync(rig.Key.Address));
        Assert.Equal(head, await rig.Node.BlockNumberAsync(Stop));

        Address timelock = DeploymentRecord.Read(rig.Output).Find("timelock")!.Value;
        await rig.ActAsAsync(timelock, timelock,
            new TimelockController.GrantRoleCall(Keccak256.HashUtf8("PROPOSER_ROLE"), Stranger));
        string before = File.ReadAllText(rig.Output);
        CommandRun wrong = Audit(rig);
        Assert.Equal(ExitCode.AnswerIsNo, wrong.ExitCode);
        Assert.Contains($"wrong   timelock: PROPOSER_ROLE: held by {Stranger.ToChecksumString()}, "
            + "to whom the design does not give it", wrong.Out, StringComparison.Ordinal);
        Assert.Contains("cordon: findings: 1; ", wrong.Error, StringComparison.Ordinal);
        CommandRun asJson = Audit(rig, "--json");
        Assert.Equal(ExitCode.AnswerIsNo, asJson.ExitCode);
        JsonNode dirty = Json(asJson);
        Assert.False(dirty["clean"]!.GetValue<bool>());
        Assert.Equal("timelock", Assert.Single(dirty["findings"]!.AsArray())!["contract"]!.GetValue<string>());
        Assert.Equal(sent, await rig.SentAsync(rig.Key.Address));
        Assert.Equal(before, File.ReadAllText(rig.Output));
    }

    [Fact]
    public async Task A_file_that_lies_is_found_out_whatever_it_lies_about()
    {
        await using DeployRig rig = await DeployRig.StartAsync();
        Deploy(rig);

        (string Part, Action<JsonNode> Lie, int ExitCode, string Message)[] lies =
        [
            ("hash", file => Contract(file, "stake")["codeHash"] = $"0x{new string('1', 64)}", ExitCode.AnswerIsNo,
                "wrong   stake: the file says code hash 0x1111"),
            ("block", file => file["block"] = 1, ExitCode.AnswerIsNo,
                "wrong   stake: the file says created in block 1"),
            ("address", file => Contract(file, "bounty")["address"] = $"{Stranger}", ExitCode.BadInput,
                $"bounty: the file says {Stranger}, --config and the file's deployer {rig.Key.Address} give 0x"),
            ("deployer", file => file["deployer"] = $"{Stranger}", ExitCode.BadInput, "timelock: the file says 0x"),
            ("salt", file => file["salt"] = "x", ExitCode.BadInput, "salt: the file says 'x', --config"),
            ("token", file => file["token"] = $"{Stranger}", ExitCode.BadInput, $"token: the file says {Stranger}"),
            ("missing", file => file["contracts"]!.AsArray().Remove(Contract(file, "gate")), ExitCode.BadInput,
                "gate: the file says nothing"),
            ("more", file => Contract(file, "gate", copyAs: "breaker_x"), ExitCode.BadInput, "give nothing; is it"),
            ("chain", file => file["chain"] = 1, ExitCode.BadInput, "chain: expected 1, the node is on chain 31337"),
        ];
        foreach ((string part, Action<JsonNode> lie, int exitCode, string message) in lies)
        {
            JsonNode file = JsonNode.Parse(File.ReadAllText(rig.Output))!;
            lie(file);
            string path = rig.Path($"{part}.json");
            File.WriteAllText(path, file.ToJsonString());
            CommandRun run = CommandRun.Of("deploy", "--rpc", rig.Rpc, "--config", rig.Config, "--audit", path);
            Assert.True(run.ExitCode == exitCode, $"{part}: {run.ExitCode}\n{run.Out}\n{run.Error}");
            Assert.Contains(message, run.Out + run.Error, StringComparison.Ordinal);
        }

        JsonNode older = JsonNode.Parse(File.ReadAllText(rig.Output))!;
        older.AsObject().Remove("block"); // before there was that member
        File.WriteAllText(rig.Output, older.ToJsonString());
        Assert.Equal(ExitCode.Success, Audit(rig).ExitCode);
    }

    [Fact]
    public async Task Another_key_does_not_begin_another_mechanism_unless_another_file_is_named()
    {
        await using DeployRig rig = await DeployRig.StartAsync();
        Deploy(rig);
        string before = File.ReadAllText(rig.Output);
        using PrivateKey other = PrivateKey.Generate();

        CommandRun refused = CommandRun.Of(rig.Deploying(other, rig.Output));
        Assert.Equal(ExitCode.BadInput, refused.ExitCode);
        Assert.Contains($"account {rig.Key.Address} deployed, and this key is of {other.Address}: "
            + "another mechanism would be deployed", refused.Error, StringComparison.Ordinal);
        Assert.Contains("--audit", refused.Error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(rig.Output));

        // Refused for its poverty alone, so that it was let through.
        CommandRun begun = CommandRun.Of(rig.Deploying(other, rig.Path("second.json")));
        Assert.Equal(ExitCode.Environment, begun.ExitCode);
        Assert.Contains($"account {other.Address} has 0 wei and needs", begun.Error, StringComparison.Ordinal);

        ulong sent = await rig.SentAsync(rig.Key.Address);
        File.WriteAllText(rig.Config,
            File.ReadAllText(rig.Config).Replace("salt: example-1", "salt: example-2", StringComparison.Ordinal));
        CommandRun salted = CommandRun.Of(rig.Deploying(rig.Key, rig.Output));
        Assert.Equal(ExitCode.BadInput, salted.ExitCode);
        Assert.Contains("has its stake at 0x", salted.Error, StringComparison.Ordinal);
        Assert.Equal(sent, await rig.SentAsync(rig.Key.Address));

        File.WriteAllText(rig.Output, "notes");
        CommandRun foreign = CommandRun.Of(rig.Deploying(rig.Key, rig.Output));
        Assert.Equal(ExitCode.BadInput, foreign.ExitCode);
        Assert.Contains("expected what cordon deploy wrote", foreign.Error, StringComparison.Ordinal);
        Assert.Equal("notes", File.ReadAllText(rig.Output));
    }

    [Fact]
    public void A_node_that_does_not_answer_is_the_environments_fault()
    {
        using TemporaryFolder folder = new();
        string path = folder.Path("deployment.json");
        File.WriteAllText(path, SomeFile);
        CommandRun run = CommandRun.Of(
            "deploy", "--rpc", "http://127.0.0.1:1", "--config", Config, "--audit", path);
        Assert.Equal(ExitCode.Environment, run.ExitCode);
    }

    [Theory]
    [InlineData("--keystore", "--audit needs no key")]
    [InlineData("--out", "--audit writes no file")]
    public void Options_of_a_deployment_do_not_go_with_an_audit(string option, string message)
    {
        CommandRun run = CommandRun.Of(
            "deploy", "--rpc", "http://127.0.0.1:1", "--config", Config, "--audit", "a.json", option, "b.json");
        Assert.Equal(ExitCode.BadInput, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"chain\":31337", "\"chain\":\"31337\"")]
    [InlineData("\"chain\":31337", "\"chain\":-1")]
    [InlineData("\"block\":2", "\"block\":null")]
    [InlineData("\"salt\":\"s\"", "\"salt\":null")]
    [InlineData("\"salt\":\"s\",", "")]
    [InlineData("0x00000000000000000000000000000000deadbeef", "0xdeadbeef")]
    [InlineData("\"codeHash\":\"0x11", "\"codeHash\":\"0x1")]
    [InlineData("[{", "[null,{")]
    [InlineData("}]", "},{\"name\":\"a\",\"contract\":\"A\",\"address\":\"0x00000000000000000000000000000000deadbeef\","
        + "\"codeHash\":\"0x1111111111111111111111111111111111111111111111111111111111111111\"}]")]
    public void A_file_that_is_no_deployment_is_refused_with_its_name(string was, string becomes)
    {
        Assert.Contains(was, SomeFile, StringComparison.Ordinal);
        RequireRefused(SomeFile.Replace(was, becomes, StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_was_cut_off_anywhere_is_refused()
    {
        using TemporaryFolder folder = new();
        string path = folder.Path("deployment.json");
        File.WriteAllText(path, SomeFile);
        Assert.Equal("a", Assert.Single(DeploymentClaims.Read("--audit", path).Contracts).Key);
        for (int length = 0; length < SomeFile.Length; length++) RequireRefused(SomeFile[..length]);
    }

    [Fact]
    public void A_missing_and_an_enormous_file_are_refused()
    {
        using TemporaryFolder folder = new();
        string path = folder.Path("deployment.json");
        Assert.Contains("no such file", Refusal(path), StringComparison.Ordinal);
        using (FileStream file = File.Create(path)) file.SetLength((4 * 1024 * 1024) + 1);
        Assert.Contains("expected at most 4194304 bytes", Refusal(path), StringComparison.Ordinal);
    }

    private static string SomeFile { get; } =
        "{\"version\":1,\"chain\":31337,\"block\":2,\"salt\":\"s\","
        + $"\"deployer\":\"{Stranger}\",\"token\":\"{Stranger}\",\"contracts\":[{{\"name\":\"a\",\"contract\":\"A\","
        + $"\"address\":\"{Stranger}\",\"codeHash\":\"0x{new string('1', 64)}\"}}],\"roles\":[]}}";

    private static void Deploy(DeployRig rig)
    {
        CommandRun run = CommandRun.Of(rig.Deploying(rig.Key, rig.Output));
        Assert.True(run.ExitCode == ExitCode.Success, $"{run.Out}\n{run.Error}");
    }

    private static CommandRun Audit(DeployRig rig, params string[] more) => CommandRun.Of(
        ["deploy", "--rpc", rig.Rpc, "--config", rig.Config, "--audit", rig.Output, .. more]);

    private static JsonNode Json(CommandRun run)
    {
        Assert.Empty(JsonSchema.Load("audit.schema.json").Faults(run.Out));
        return JsonNode.Parse(run.Out)!;
    }

    private static JsonNode Contract(JsonNode file, string name, string? copyAs = null)
    {
        JsonArray contracts = file["contracts"]!.AsArray();
        JsonNode found = contracts.Single(contract => contract!["name"]!.GetValue<string>() == name)!;
        if (copyAs is null) return found;
        JsonNode copy = found.DeepClone();
        copy["name"] = copyAs;
        contracts.Add(copy);
        return copy;
    }

    private static void RequireRefused(string text)
    {
        using TemporaryFolder folder = new();
        string path = folder.Path("deployment.json");
        File.WriteAllText(path, text);
        Assert.Contains($"--audit: {path}: expected what cordon deploy wrote", Refusal(path), StringComparison.Ordinal);
    }

    private static string Refusal(string path)
    {
        CommandException fault = Assert.Throws<CommandException>(() => DeploymentClaims.Read("--audit", path));
        Assert.Equal(ExitCode.BadInput, fault.ExitCode);
        return fault.Message;
    }
}
