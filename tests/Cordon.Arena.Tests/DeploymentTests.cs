using System.Text.Json;
using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Deployment;
using Cordon.Ethereum;

namespace Cordon.Arena.Tests;

public class DeploymentTests(ITestOutputHelper output)
{
    [Fact]
    public async Task The_pools_and_the_lender_hold_what_the_founder_put_in()
    {
        await using Arena arena = await Arena.BuildAsync(output, traderCount: 1);
        ArenaWorld world = arena.Stage.World;

        Assert.Equal(Deployer.Ether(500), await arena.BalanceAsync(world.Weth, world.CoinPool));
        Assert.Equal(Deployer.Ether(500_000), await arena.BalanceAsync(world.Coin, world.CoinPool));
        Assert.Equal(Deployer.Ether(5_000), await arena.BalanceAsync(world.Weth, world.DollarPool));
        Assert.Equal(Deployer.Ether(10_000_000), await arena.BalanceAsync(world.Dollar, world.DollarPool));
        Assert.Equal(Deployer.Ether(300), await arena.BalanceAsync(world.Weth, world.Lender));
        Assert.Equal(
            Deployer.Ether(1),
            await arena.ReadAsync(world.Lender, new SpotPriceLender.ValueOfCall(Deployer.Ether(1_000))));
        Assert.All(arena.Journal.Played, p => Assert.Equal(("setup", TransactionRole.Honest), (p.Scenario, p.Role)));
    }

    [Fact]
    public async Task A_trader_has_ether_tokens_and_approvals()
    {
        await using Arena arena = await Arena.BuildAsync(output, traderCount: 1);
        ArenaWorld world = arena.Stage.World;
        Address trader = arena.Stage.Traders.Single().Address;

        Assert.Equal(Deployer.Ether(100), await arena.BalanceAsync(world.Weth, trader));
        Assert.Equal(Deployer.Ether(20_000), await arena.BalanceAsync(world.Coin, trader));
        Assert.Equal(
            UInt256.MaxValue,
            await arena.ReadAsync(world.Coin, new TestToken.AllowanceCall(trader, world.Lender)));
    }

    [Theory]
    [InlineData("TestToken")]
    [InlineData("SpotPriceLender")]
    [InlineData("FlashSwapAttacker")]
    public async Task The_abi_in_the_repository_is_what_the_compiler_says(string contract)
    {
        string root = RepositoryFolder.Find();
        await LoadBytecodeAsync();
        using JsonDocument committed =
            JsonDocument.Parse(File.ReadAllText(Path.Combine(root, "src/Cordon.Arena/Abi", $"{contract}.json")));
        using JsonDocument artifact =
            JsonDocument.Parse(File.ReadAllText(Path.Combine(root, "artifacts/arena", $"{contract}.json")));

        Assert.True(JsonElement.DeepEquals(artifact.RootElement.GetProperty("abi"), committed.RootElement));
    }

    [Theory]
    [InlineData("UniswapV2Factory", "@uniswap/v2-core/build/UniswapV2Factory.json")]
    [InlineData("UniswapV2Pair", "@uniswap/v2-core/build/UniswapV2Pair.json")]
    [InlineData("UniswapV2Router", "@uniswap/v2-periphery/build/UniswapV2Router02.json")]
    [InlineData("Weth", "@uniswap/v2-periphery/build/WETH9.json")]
    public async Task The_calls_we_use_of_uniswap_are_in_its_published_abi(string contract, string published)
    {
        await LoadBytecodeAsync();
        string root = RepositoryFolder.Find();
        using JsonDocument ours =
            JsonDocument.Parse(File.ReadAllText(Path.Combine(root, "src/Cordon.Arena/Abi", $"{contract}.json")));
        using JsonDocument theirs = JsonDocument.Parse(File.ReadAllText(Path.Combine(root, "node_modules", published)));
        string[] known = [.. theirs.RootElement.GetProperty("abi").EnumerateArray().Select(Signature)];

        Assert.NotEmpty(ours.RootElement.EnumerateArray());
        Assert.All(ours.RootElement.EnumerateArray(), entry => Assert.Contains(Signature(entry), known));
    }

    [Fact]
    public async Task A_file_without_bytecode_is_refused_by_name()
    {
        string path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, """{"abi":[]}""", Anvil.Cancellation);
            ArenaException e = await Assert.ThrowsAsync<ArenaException>(
                () => ContractArtifact.ReadBytecodeAsync(path, Anvil.Cancellation));
            Assert.StartsWith($"{path} is not a contract artifact with bytecode", e.Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task LoadBytecodeAsync()
    {
        try
        {
            await ArenaBytecode.LoadAsync(Anvil.Cancellation);
        }
        catch (ArenaException e) when (e.Message.Contains("is not installed", StringComparison.Ordinal))
        {
            Assert.Skip(e.Message);
        }
    }

    private static string Signature(JsonElement entry)
    {
        string name = entry.TryGetProperty("name", out JsonElement n) ? n.GetString()! : "";
        return $"{entry.GetProperty("type")} {name}({Types("inputs")})({Types("outputs")})";

        string Types(string member) => entry.TryGetProperty(member, out JsonElement list)
            ? string.Join(",", list.EnumerateArray().Select(p => p.GetProperty("type").GetString()))
            : "";
    }
}
