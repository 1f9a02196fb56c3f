using System.Globalization;
using Cordon.Arena;
using Cordon.Arena.Bindings;
using Cordon.Arena.Deployment;
using Cordon.Arena.Nodes;
using Cordon.Cli.Terminal;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Cli.Tests.Commands;

public class CheckCommandTests
{
    private const string Stranger = "0x9999999999999999999999999999999999999999";

    [Fact]
    public async Task What_is_as_the_file_says_is_fine_and_what_is_not_names_what_was_found()
    {
        await using AnvilNode anvil = await StartAsync();
        await using RpcClient node = new(anvil.Http);
        Address token = await DeployTokenAsync(node);
        Hash256 code = Keccak256.Hash(await node.GetCodeAsync(token, "latest", Stop));
        string good = ($"""
            chains:
              - id: 31337
                endpoints: ['{anvil.WebSocket}', '{anvil.Http}']
            protocols:
              - name: coin
                chain: 31337
                contracts: [ADDRESS]
                invariants:
                  - name: few
                    call: totalSupply()(uint256)
                    holds: call <= 1

            """).Replace("ADDRESS", $"{{ address: '{token}', codeHash: '{code}' }}");

        CommandRun fine = Check(good);

        Assert.True(fine.ExitCode == ExitCode.Success, fine.Out + fine.Error);
        Assert.Contains($"ok      coin: {token}: ", fine.Out);
        Assert.Contains("ok      chain 31337: invariants: coin: few hold", fine.Out);
        Assert.Contains("is notified about only", fine.Out.ReplaceLineEndings(" "));

        string bad = good.Replace(code.ToString(), $"{Hash256.Parse("0x" + new string('a', 64))}")
            .Replace("call <= 1", "call > 1")
            .Replace("contracts: [",
                $"policy: {{ pause: {{ belief: 0.9, duration: 1h }} }}\n    contracts: ['{Stranger}', ");
        CommandRun wrong = Check(bad);
        string text = string.Join(' ', wrong.Out.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(ExitCode.AnswerIsNo, wrong.ExitCode);
        Assert.Contains($"wrong coin: {Stranger}: expected a contract, found no code", text);
        Assert.Contains($"wrong coin: {token}: expected code of hash 0xaaaa", text);
        Assert.Contains("wrong coin: its policy names actions on chain, and it has no 'enrolled'", text);
        Assert.Contains("wrong chain 31337: invariants: ", text);
    }

    [Fact]
    public async Task An_endpoint_of_another_chain_is_wrong_and_one_that_is_not_there_is_the_environments_fault()
    {
        await using AnvilNode anvil = await StartAsync();
        string protocol = $"protocols:\n  - name: x\n    chain: 5\n    contracts: ['{Stranger}']\n";

        CommandRun other = Check($"chains:\n  - id: 5\n    endpoints: ['{anvil.Http}']\n{protocol}");
        CommandRun silent = Check($"chains:\n  - id: 5\n    endpoints: ['http://127.0.0.1:9']\n{protocol}");

        Assert.Equal(ExitCode.AnswerIsNo, other.ExitCode);
        Assert.Contains("expected chain 5, found chain 31337", other.Out);
        Assert.Equal(ExitCode.Environment, silent.ExitCode);
        Assert.StartsWith("silent  chain 5: http://127.0.0.1:9", silent.Out);
    }

    [Fact]
    public async Task A_key_that_does_not_open_is_wrong_without_being_shown_and_the_rest_is_checked()
    {
        await using AnvilNode anvil = await StartAsync();
        await using RpcClient node = new(anvil.Http);
        Address token = await DeployTokenAsync(node);
        const string Name = "CORDON_CHECK_TEST_KEY";
        Environment.SetEnvironmentVariable(Name, "not a key but secret");

        CommandRun run = Check($"chains:\n  - id: 31337\n    endpoints: ['{anvil.Http}']\nprotocols:\n  - name: coin\n"
            + $"    chain: 31337\n    contracts: ['{token}']\nguardian: {{ key: {{ variable: {Name} }} }}\n", "--json");

        Assert.Equal(ExitCode.AnswerIsNo, run.ExitCode);
        Assert.Contains($$"""{"level":"wrong","place":"guardian","text":"{{Name}}: expected a private key""", run.Out);
        Assert.DoesNotContain("secret", run.Out + run.Error);
        Assert.Contains("""{"level":"fine","place":"coin",""", run.Out);
    }

    [Fact]
    public async Task A_registry_that_is_not_there_and_a_deployment_block_that_comes_too_late_are_wrong()
    {
        await using AnvilNode anvil = await StartAsync();
        await using RpcClient node = new(anvil.Http);
        Address token = await DeployTokenAsync(node);
        ulong deployed = await node.BlockNumberAsync(Stop);
        while ((await node.GetCodeAsync(token, deployed - 1, Stop)).Length != 0) deployed--;
        using (await node.CallRawAsync(new RpcCall("anvil_mine", 5UL), Stop))
        {
            string Of(string registry, ulong block) =>
                $"chains:\n  - id: 31337\n    endpoints: ['{anvil.Http}']\n    registry: '{registry}'\n"
                + $"    stake: '{token}'\n    deploymentBlock: {block}\nprotocols:\n  - name: coin\n"
                + $"    chain: 31337\n    contracts: ['{token}']\n";

            CommandRun right = Check(Of($"{token}", deployed));
            CommandRun late = Check(Of($"{token}", deployed + 1));
            CommandRun future = Check(Of($"{token}", 1_000_000));
            CommandRun nowhere = Check(Of(Stranger, deployed));

            Assert.True(right.ExitCode == ExitCode.Success, right.Out + right.Error);
            Assert.Contains($"guardians and incidents are looked for from block {deployed} on", Words(right));
            Assert.Equal(ExitCode.AnswerIsNo, late.ExitCode);
            Assert.Contains($"deploymentBlock: {token} was there before block {deployed + 1}", Words(late));
            string most = System.Text.RegularExpressions.Regex.Match(
                Words(future), "deploymentBlock: expected at most ([0-9]+)").Groups[1].Value;
            Assert.InRange(
                ulong.Parse(most, CultureInfo.InvariantCulture), deployed + 5, await node.BlockNumberAsync(Stop));
            Assert.Contains($"registry: expected a contract at {Stranger}, found no code", Words(nowhere));
        }
    }

    // A line may be folded anywhere.
    private static string Words(CommandRun run) =>
        string.Join(' ', run.Out.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static CommandRun Check(string yaml, params string[] more)
    {
        using TemporaryFolder folder = new();
        string path = folder.Path("cordon.yaml");
        File.WriteAllText(path, yaml);
        return CommandRun.Of(["check", "--config", path, .. more]);
    }

    private static async Task<AnvilNode> StartAsync()
    {
        try
        {
            return await AnvilNode.StartAsync(new AnvilOptions(), cancellation: Stop);
        }
        catch (ArenaException missing) when (missing.Message.Contains("is not installed", StringComparison.Ordinal))
        {
            Assert.Skip(missing.Message);
            throw;
        }
    }

    private static async Task<Address> DeployTokenAsync(RpcClient node)
    {
        using PrivateKey key = PrivateKey.Generate();
        using (await node.CallRawAsync(new RpcCall("anvil_setBalance", key.Address, "0x56bc75e2d63100000"), Stop))
        using (await node.CallRawAsync(new RpcCall("evm_setAutomine", true), Stop))
        {
            ArenaBytecode code = await ArenaBytecode.LoadAsync(Stop);
            Hash256 hash = await node.SendRawTransactionAsync(new Transaction
            {
                ChainId = 31_337,
                GasLimit = 3_000_000,
                MaxFeePerGas = 100_000_000_000,
                Data = new TestToken.Deployment("Coin", "COIN").Encode(code.Token),
            }.Sign(key).Encode(), Stop);
            TransactionReceipt? receipt = null;
            while (receipt is null)
            {
                // Automatic mining is not done yet when the node answers.
                receipt = await node.GetTransactionReceiptAsync(hash, Stop);
                if (receipt is null) (await node.CallRawAsync(new RpcCall("evm_mine"), Stop)).Dispose();
            }

            return receipt.ContractAddress!.Value;
        }
    }
}
