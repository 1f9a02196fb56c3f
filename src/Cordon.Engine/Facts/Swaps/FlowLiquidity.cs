using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;

namespace Cordon.Engine.Facts;

/// <summary>Liquidity of pools of many tokens (Curve, Balancer): what their frames take in or pay out.</summary>
/// <remarks>Read from calls in every dialect; by receipts alone these changes are not derived.</remarks>
internal sealed class FlowLiquidity : FactFamily
{
    // How many coins a pool has is part of its functions' signatures; the latest pools take lists of any length.
    private static readonly string[] Coins = ["2", "3", "4", "5", "6", "7", "8", ""];

    private const string Change = "(bytes32,address,address,(address[],uint256[],bytes,bool))";

    public override void Register(SignatureTable calls, SignatureTable logs)
    {
        foreach (string coins in Coins)
        {
            foreach (string tail in (string[])["", ",bool", ",address", ",bool,address"])
            {
                Curve(calls, $"add_liquidity(uint256[{coins}],uint256{tail})", isAdded: true);
                Curve(calls, $"remove_liquidity(uint256,uint256[{coins}]{tail})", isAdded: false);
                Curve(calls, $"remove_liquidity_imbalance(uint256[{coins}],uint256{tail})", isAdded: false);
            }
        }

        Curve(calls, "remove_liquidity(uint256,uint256[],address,bool)", isAdded: false);
        foreach (string tail in (string[])["", ",bool", ",address", ",bool,address"])
        {
            Curve(calls, $"remove_liquidity_one_coin(uint256,int128,uint256{tail})", isAdded: false);
            Curve(calls, $"remove_liquidity_one_coin(uint256,uint256,uint256{tail})", isAdded: false);
        }

        BalancerV1(calls, "joinPool(uint256,uint256[])", isAdded: true);
        BalancerV1(calls, "joinswapExternAmountIn(address,uint256,uint256)", isAdded: true);
        BalancerV1(calls, "joinswapPoolAmountOut(address,uint256,uint256)", isAdded: true);
        BalancerV1(calls, "exitPool(uint256,uint256[])", isAdded: false);
        BalancerV1(calls, "exitswapPoolAmountIn(address,uint256,uint256)", isAdded: false);
        BalancerV1(calls, "exitswapExternAmountOut(address,uint256,uint256)", isAdded: false);

        calls.Mean("joinPool" + Change, static (x, call) => OnCall(x, call, SwapVenue.BalancerV2, isAdded: true));
        calls.Mean("exitPool" + Change, static (x, call) => OnCall(x, call, SwapVenue.BalancerV2, isAdded: false));
    }

    private static void Curve(SignatureTable calls, string signature, bool isAdded) => calls.Mean(
        signature, isAdded ? static (x, call) => OnCall(x, call, SwapVenue.Curve, true)
            : static (x, call) => OnCall(x, call, SwapVenue.Curve, false));

    private static void BalancerV1(SignatureTable calls, string signature, bool isAdded) => calls.Mean(
        signature, isAdded ? static (x, call) => OnCall(x, call, SwapVenue.BalancerV1, true)
            : static (x, call) => OnCall(x, call, SwapVenue.BalancerV1, false));

    private static void OnCall(Extraction x, int call, SwapVenue venue, bool isAdded)
    {
        if (!x.IsEntry(call) || x.IsForward(call)) return;

        AccountId pool = x.Calls.Self[call];
        foreach (ref readonly Transfer transfer in x.Transfers)
        {
            if (!x.IsWithin(transfer.Call, call) || !Extraction.IsFungible(transfer.Kind)) continue;
            if (transfer.IsMint || transfer.IsBurn || transfer.Amount.IsZero || transfer.Asset == pool) continue;
            if ((isAdded ? transfer.To : transfer.From) != pool) continue;

            x.Facts.Liquidity.Add() = new LiquidityChange
            {
                Tx = x.Tx,
                Call = call,
                Log = -1,
                Venue = venue,
                IsAdded = isAdded,
                Pool = pool,
                Provider = x.Calls.From[call],
                Asset = transfer.Asset,
                Amount = transfer.Amount,
            };
        }
    }
}
