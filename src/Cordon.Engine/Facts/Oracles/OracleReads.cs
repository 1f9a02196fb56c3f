using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>
/// Prices that contracts read: from oracles, and from the present state of pools, which a trade can move.
/// </summary>
internal sealed class OracleReads : FactFamily
{
    private const int NoAsset = -1;

    public override void Register(SignatureTable calls, SignatureTable logs)
    {
        Feed(calls, "latestAnswer()");
        Feed(calls, "price()");
        Feed(calls, "getPrice()");
        Feed(calls, "peek()");
        Feed(calls, "getRate()");
        Feed(calls, "getPrice(address)", asset: 0);
        Feed(calls, "getAssetPrice(address)", asset: 0);
        Feed(calls, "getUnderlyingPrice(address)", asset: 0);
        Feed(calls, "assetPrices(address)", asset: 0);
        Feed(calls, "consult(address,uint256)", asset: 0);
        calls.Mean("latestRoundData()", OnRound);

        Spot(calls, "slot0()", words: 2);
        Spot(calls, "globalState()", words: 2);
        Spot(calls, "getReserves()", words: 2);
        Spot(calls, "get_virtual_price()", words: 1);
        Spot(calls, "getVirtualPrice()", words: 1);
        Spot(calls, "pricePerShare()", words: 1);
        Spot(calls, "getPricePerFullShare()", words: 1);
        Spot(calls, "exchangeRateStored()", words: 1);
        Spot(calls, "get_dy(int128,int128,uint256)", words: 1);
        Spot(calls, "get_dy(uint256,uint256,uint256)", words: 1);
        Spot(calls, "calc_withdraw_one_coin(uint256,int128)", words: 1);
        Spot(calls, "getSpotPrice(address,address)", words: 1);
        Spot(calls, "convertToAssets(uint256)", words: 1);
        calls.Mean("getAmountsOut(uint256,address[])", OnAmountsOut);
        calls.Mean("balanceOf(address)", OnPoolBalance);
    }

    private static void Feed(SignatureTable calls, string signature, int asset = NoAsset) =>
        calls.Mean(signature, (x, call) =>
        {
            if (!IsRead(x, call) || !x.Data.TryWord(x.Calls.Output[call], 0, out UInt256 answer)) return;
            Add(x, call, isSpot: false, asset < 0 ? AccountId.None : x.Data.AccountArgument(call, asset), answer);
        });

    private static void Spot(SignatureTable calls, string signature, int words) =>
        calls.Mean(signature, (x, call) =>
        {
            if (!IsRead(x, call) || x.Calls.Output[call].ByteLength < 32 * words) return;
            ref OracleAnswer row = ref Add(x, call, isSpot: true, AccountId.None, x.Data.Result(call, 0));
            if (words > 1) row.SecondAnswer = x.Data.Result(call, 1);
        });

    private static void OnRound(Extraction x, int call)
    {
        if (!IsRead(x, call) || !x.Data.TryWord(x.Calls.Output[call], 96, out UInt256 updatedAt)) return;

        ref OracleAnswer row = ref Add(x, call, isSpot: false, AccountId.None, x.Data.Result(call, 1));
        row.UpdatedAt = updatedAt > ulong.MaxValue ? 0 : (ulong)updatedAt;
    }

    private static void OnAmountsOut(Extraction x, int call)
    {
        if (!IsRead(x, call)) return;
        if (!x.TryArray(x.Calls.Output[call], 0, 0, out int start, out int count) || count == 0) return;
        if (!x.TryArray(x.Calls.Input[call], 4, 32, out int path, out int hops) || hops == 0) return;

        x.Data.TryWord(x.Calls.Output[call], start + (32 * (count - 1)), out UInt256 amount);
        Add(x, call, isSpot: true, x.Data.AccountAt(x.Calls.Input[call], path + (32 * (hops - 1))), amount);
    }

    // How much a pool holds is a price to who asks it about a pool that trades in this block.
    private static void OnPoolBalance(Extraction x, int call)
    {
        if (!IsRead(x, call) || !x.Data.TryWord(x.Calls.Output[call], 0, out UInt256 balance)) return;

        AccountId pool = x.Data.AccountArgument(call, 0), reader = x.Calls.From[call];
        if (pool == reader || pool.IsNone || !x.Reserves.Get(pool.Index).HasTokens) return;
        if (x.Calls.To[call] == pool) return;

        ref OracleAnswer row = ref Add(x, call, isSpot: true, x.Calls.Self[call], balance);
        row.Feed = pool;
    }

    private static ref OracleAnswer Add(Extraction x, int call, bool isSpot, AccountId asset, in UInt256 answer)
    {
        ref OracleAnswer row = ref x.Facts.Oracles.Add();
        row = new OracleAnswer
        {
            Tx = x.Tx,
            Call = call,
            Log = -1,
            IsRead = true,
            IsSpot = isSpot,
            Feed = x.Calls.Self[call],
            Account = x.Calls.From[call],
            Asset = asset,
            Answer = answer,
        };
        return ref row;
    }

    // A feed that asks its own aggregator in the same words is read once.
    private static bool IsRead(Extraction x, int call) =>
        x.Calls.Kind[call] is CallKind.Call or CallKind.StaticCall && x.Calls.Parent[call] >= 0
        && x.Calls.From[call] != x.Calls.Self[call] && !x.IsForward(call);
}
