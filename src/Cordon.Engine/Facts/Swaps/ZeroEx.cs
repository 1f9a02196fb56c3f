using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>0x: orders of a maker filled by a taker. The pool is the exchange; the maker holds the assets.</summary>
internal sealed class ZeroEx : FactFamily
{
    private const string Limit =
        "((address,address,uint128,uint128,uint128,address,address,address,address,bytes32,uint64,uint256),"
        + "(uint8,uint8,bytes32,bytes32),uint128";

    private const string Rfq =
        "((address,address,uint128,uint128,address,address,address,bytes32,uint64,uint256),"
        + "(uint8,uint8,bytes32,bytes32),uint128";

    private const string Otc =
        "((address,address,uint128,uint128,address,address,address,uint256),(uint8,uint8,bytes32,bytes32)";

    // The maker's place among the order's words.
    private const int LimitMaker = 5, OtherMaker = 4;

    public override void Register(SignatureTable calls, SignatureTable logs)
    {
        logs.Mean("LimitOrderFilled(bytes32,address,address,address,address,address,"
            + "uint128,uint128,uint128,uint256,bytes32)",
            static (x, log) => OnFilled(x, log, maker: 1, tokens: 4, taken: 6, made: 7));
        logs.Mean("RfqOrderFilled(bytes32,address,address,address,address,uint128,uint128,bytes32)",
            static (x, log) => OnFilled(x, log, maker: 1, tokens: 3, taken: 5, made: 6));
        logs.Mean("OtcOrderFilled(bytes32,address,address,address,address,uint128,uint128)",
            static (x, log) => OnFilled(x, log, maker: 1, tokens: 3, taken: 6, made: 5));

        calls.Mean($"fillLimitOrder{Limit})", static (x, call) => OnFill(x, call, LimitMaker));
        calls.Mean($"fillOrKillLimitOrder{Limit})", static (x, call) => OnFillAll(x, call, LimitMaker));
        calls.Mean($"_fillLimitOrder{Limit},address,address)", static (x, call) => OnFill(x, call, LimitMaker));
        calls.Mean($"fillRfqOrder{Rfq})", static (x, call) => OnFill(x, call, OtherMaker));
        calls.Mean($"fillOrKillRfqOrder{Rfq})", static (x, call) => OnFillAll(x, call, OtherMaker));
        calls.Mean($"_fillRfqOrder{Rfq},address)", static (x, call) => OnFill(x, call, OtherMaker));
        calls.Mean($"_fillRfqOrder{Rfq},address,bool,address)", static (x, call) => OnFill(x, call, OtherMaker));
        calls.Mean($"fillOtcOrder{Otc},uint128)", static (x, call) => OnFill(x, call, OtherMaker));
        calls.Mean($"fillOtcOrderForEth{Otc},uint128)", static (x, call) => OnFill(x, call, OtherMaker));
        calls.Mean($"fillOtcOrderWithEth{Otc})", static (x, call) => OnFill(x, call, OtherMaker));
        calls.Mean($"_fillOtcOrder{Otc},uint128,address,bool,address)",
            static (x, call) => OnFill(x, call, OtherMaker));
    }

    private static void OnFilled(Extraction x, int log, int maker, int tokens, int taken, int made)
    {
        BlockData data = x.Data;
        if (data.Logs.Data[log].ByteLength < 7 * UInt256.SizeBytes) return;

        Add(x, data.Logs.Address[log], x.FrameOfLog(log), log, data.DataAccount(log, maker),
            data.DataAccount(log, tokens + 1), data.DataWord(log, taken),
            data.DataAccount(log, tokens), data.DataWord(log, made));
    }

    private static void OnFill(Extraction x, int call, int maker)
    {
        if (!IsFill(x, call) || x.Calls.Output[call].ByteLength != 64) return;

        AddCall(x, call, maker, taken: x.Data.Result(call, 0), made: x.Data.Result(call, 1));
    }

    // Fills all of what was asked or nothing, and answers only what the maker gave.
    private static void OnFillAll(Extraction x, int call, int maker)
    {
        if (!IsFill(x, call) || x.Calls.Output[call].ByteLength != 32) return;

        int asked = maker == LimitMaker ? 16 : 14;
        AddCall(x, call, maker, taken: x.Data.Argument(call, asked), made: x.Data.Result(call, 0));
    }

    private static bool IsFill(Extraction x, int call) =>
        x.ReadsCalls && x.IsEntry(call) && !x.IsCovered(call) && x.Data.HasArguments(call, 12);

    private static void AddCall(Extraction x, int call, int maker, in UInt256 taken, in UInt256 made) =>
        Add(x, x.Calls.Self[call], call, -1, x.Data.AccountArgument(call, maker),
            x.Data.AccountArgument(call, 1), taken, x.Data.AccountArgument(call, 0), made);

    private static void Add(
        Extraction x, AccountId exchange, int call, int log, AccountId maker,
        AccountId takerToken, in UInt256 taken, AccountId makerToken, in UInt256 made)
    {
        if (taken.IsZero && made.IsZero) return;

        ref Swap swap = ref SwapFlows.Add(x, SwapVenue.ZeroEx, exchange, call, log);
        (swap.Holder, swap.Recipient) = (maker, swap.Sender);
        (swap.TokenIn, swap.AmountIn, swap.AmountReceived) = (takerToken, taken, taken);
        (swap.TokenOut, swap.AmountOut) = (makerToken, made);
    }
}
