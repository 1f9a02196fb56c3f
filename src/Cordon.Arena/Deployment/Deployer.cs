using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;

namespace Cordon.Arena.Deployment;

/// <summary>Deploys the exchange, its tokens and pools, and the lender, all by one founder.</summary>
public sealed class Deployer(LocalChain chain, ArenaBytecode bytecode, ArenaAccount founder)
{
    public const ulong CoinPoolEther = 500;
    public const ulong CoinPoolCoins = 500_000;
    public const ulong DollarPoolEther = 5_000;
    public const ulong DollarPoolDollars = 10_000_000;
    public const ulong LenderEther = 300;

    /// <summary>A time that no test reaches, for orders without a deadline of their own (2100-01-01).</summary>
    public const ulong NoDeadline = 4_102_444_800;

    private static readonly UInt256 Founding = Ether(100_000);

    /// <summary>That many whole units of a currency with 18 decimals.</summary>
    public static UInt256 Ether(ulong amount) => (UInt256)amount * 1_000_000_000_000_000_000;

    public async Task<ArenaWorld> DeployAsync(CancellationToken cancellation = default)
    {
        await chain.EndowAsync(founder.Address, Founding, cancellation);
        Address weth = await CreateAsync(bytecode.Weth, "wrapped ether", cancellation);
        Address coin = await CreateAsync(new TestToken.Deployment("Arena Coin", "COIN").Encode(bytecode.Token),
            "COIN", cancellation);
        Address dollar = await CreateAsync(new TestToken.Deployment("Arena Dollar", "DOLLAR").Encode(bytecode.Token),
            "DOLLAR", cancellation);
        Address factory = await CreateAsync(
            new UniswapV2Factory.Deployment(founder.Address).Encode(bytecode.Factory), "the exchange", cancellation);
        Address router = await CreateAsync(
            new UniswapV2Router.Deployment(factory, weth).Encode(bytecode.Router), "the router", cancellation);

        await ActAsync(weth, new Weth.DepositCall(), "wraps ether", cancellation, Ether(20_000));
        Address coinPool = await OpenPoolAsync(factory, router, weth, coin, CoinPoolEther, CoinPoolCoins, cancellation);
        Address dollarPool = await OpenPoolAsync(
            factory, router, weth, dollar, DollarPoolEther, DollarPoolDollars, cancellation);

        Address lender = await CreateAsync(
            new SpotPriceLender.Deployment(coinPool, coin, weth).Encode(bytecode.Lender), "the lender", cancellation);
        await ActAsync(weth, new TestToken.ApproveCall(lender, UInt256.MaxValue), "lets the lender take", cancellation);
        await ActAsync(lender, new SpotPriceLender.SupplyCall(Ether(LenderEther)), "supplies the lender", cancellation);
        await chain.MineAsync(cancellation);
        return new ArenaWorld(weth, coin, dollar, router, coinPool, dollarPool, lender);
    }

    private async Task<Address> OpenPoolAsync(
        Address factory, Address router, Address weth, Address token, ulong ether, ulong tokens, CancellationToken stop)
    {
        await ActAsync(factory, new UniswapV2Factory.CreatePairCall(weth, token), "opens a pool", stop);
        await ActAsync(token, new TestToken.MintCall(founder.Address, Ether(10 * tokens)), "mints", stop);
        await ActAsync(token, new TestToken.ApproveCall(router, UInt256.MaxValue), "lets the router take", stop);
        await ActAsync(weth, new TestToken.ApproveCall(router, UInt256.MaxValue), "lets the router take", stop);
        await ActAsync(
            router,
            new UniswapV2Router.AddLiquidityCall(
                weth, token, Ether(ether), Ether(tokens), 0, 0, founder.Address, NoDeadline),
            "adds liquidity",
            stop);
        await chain.MineAsync(stop);
        return await chain.ReadAsync(factory, new UniswapV2Factory.GetPairCall(weth, token), stop);
    }

    private Task<Address> CreateAsync(byte[] code, string what, CancellationToken cancellation) =>
        chain.DeployAsync(new Act(founder, To: null, code, $"{founder.Name} creates {what}"), cancellation);

    private Task<Hash256> ActAsync(
        Address to, ICalldata call, string what, CancellationToken stop, UInt256 value = default) =>
        chain.SendAsync(Act.Call(founder, to, call, $"{founder.Name} {what}") with { Value = value }, stop);
}
