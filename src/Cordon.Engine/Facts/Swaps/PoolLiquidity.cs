using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>Liquidity of the two-token pools of Uniswap V2 and V3 and their forks.</summary>
internal sealed class PoolLiquidity : FactFamily
{
    public override void Register(SignatureTable calls, SignatureTable logs)
    {
        logs.Mean("Mint(address,uint256,uint256)", static (x, log) => OnLog(x, log, SwapVenue.UniswapV2, true, 0));
        logs.Mean("Burn(address,uint256,uint256,address)",
            static (x, log) => OnLog(x, log, SwapVenue.UniswapV2, isAdded: false, amounts: 0));
        logs.Mean("Mint(address,address,int24,int24,uint128,uint256,uint256)",
            static (x, log) => OnLog(x, log, SwapVenue.UniswapV3, isAdded: true, amounts: 2));
        logs.Mean("Burn(address,int24,int24,uint128,uint256,uint256)",
            static (x, log) => OnLog(x, log, SwapVenue.UniswapV3, isAdded: false, amounts: 1));

        calls.Mean("mint(address)", OnMintCall);
        calls.Mean("burn(address)", OnBurnCall);
        calls.Mean("mint(address,int24,int24,uint128,bytes)",
            static (x, call) => OnV3Call(x, call, isAdded: true));
        calls.Mean("burn(int24,int24,uint128)", static (x, call) => OnV3Call(x, call, isAdded: false));
    }

    private static void OnLog(Extraction x, int log, SwapVenue venue, bool isAdded, int amounts)
    {
        BlockData data = x.Data;
        if (data.Logs.TopicCount[log] < 2) return;
        if (!data.TryWord(data.Logs.Data[log], 32 * (amounts + 1), out UInt256 amount1)) return;

        UInt256 amount0 = data.DataWord(log, amounts);
        int call = x.FrameOfLog(log);
        AccountId provider = call >= 0 && venue == SwapVenue.UniswapV2
            ? data.AccountArgument(call, 0)
            : data.TopicAccount(log, 1);
        Add(x, venue, data.Logs.Address[log], call, log, isAdded, provider, amount0, amount1);
    }

    private static void OnMintCall(Extraction x, int call)
    {
        if (!IsPool(x, call) || x.Calls.Output[call].ByteLength != 32) return;

        AccountId pool = x.Calls.Self[call];
        PoolReserves after = PoolBalances.After(x, pool, call, x.Reserves.Get(pool.Index));
        if (!after.HasTokens) return;

        x.TakePayments(pool, after.Token0, call, -1, out UInt256 amount0, out _);
        x.TakePayments(pool, after.Token1, call, -1, out UInt256 amount1, out _);
        Add(x, SwapVenue.UniswapV2, pool, call, -1, true, x.Data.AccountArgument(call, 0), amount0, amount1);
    }

    private static void OnBurnCall(Extraction x, int call)
    {
        if (!IsPool(x, call) || x.Calls.Output[call].ByteLength != 64) return;

        AccountId pool = x.Calls.Self[call];
        PoolBalances.After(x, pool, call, x.Reserves.Get(pool.Index));
        Add(x, SwapVenue.UniswapV2, pool, call, -1, false, x.Data.AccountArgument(call, 0),
            x.Data.Result(call, 0), x.Data.Result(call, 1));
    }

    private static void OnV3Call(Extraction x, int call, bool isAdded)
    {
        if (!IsPool(x, call) || x.Calls.Output[call].ByteLength != 64) return;

        AccountId provider = isAdded ? x.Data.AccountArgument(call, 0) : x.Calls.From[call];
        Add(x, SwapVenue.UniswapV3, x.Calls.Self[call], call, -1, isAdded, provider,
            x.Data.Result(call, 0), x.Data.Result(call, 1));
    }

    private static bool IsPool(Extraction x, int call) =>
        x.ReadsCalls && x.IsEntry(call) && !x.IsCovered(call) && x.Data.HasArguments(call, 1) && !x.IsForward(call);

    private static void Add(
        Extraction x, SwapVenue venue, AccountId pool, int call, int log, bool isAdded, AccountId provider,
        in UInt256 amount0, in UInt256 amount1)
    {
        x.Cover(call);
        PoolReserves tokens = PoolBalances.TokensOf(x, pool, call);
        if (!tokens.HasTokens) return;

        if (isAdded && log >= 0)
        {
            x.TakePayments(pool, tokens.Token0, call, log, out _, out _);
            x.TakePayments(pool, tokens.Token1, call, log, out _, out _);
        }

        AddRow(x, venue, pool, call, log, isAdded, provider, tokens.Token0, amount0);
        AddRow(x, venue, pool, call, log, isAdded, provider, tokens.Token1, amount1);
    }

    private static void AddRow(
        Extraction x, SwapVenue venue, AccountId pool, int call, int log, bool isAdded, AccountId provider,
        AccountId asset, in UInt256 amount)
    {
        if (amount.IsZero) return;

        x.Facts.Liquidity.Add() = new LiquidityChange
        {
            Tx = x.Tx,
            Call = call,
            Log = log,
            Venue = venue,
            IsAdded = isAdded,
            Pool = pool,
            Provider = provider,
            Asset = asset,
            Amount = amount,
        };
    }
}
