using Cordon.Detection.Flows;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;
using Cordon.Ethereum;

namespace Cordon.Detection.AttackerProfit;

/// <summary>Fires when the initiator leaves with value that a contract lost and was not paid for.</summary>
/// <remarks>The invariant of honest use: whoever gives value gets value, a debt or a share for it. Trades, liquidity,
/// lending and flash loans keep it; the shapes in <see cref="ProfitShape"/> break it.</remarks>
public sealed class AttackerProfitDetector(AttackerProfitOptions options) : ITransactionDetector
{
    private readonly AttackerProfitOptions _options = OptionsCheck.Valid(options);

    public string Name => "attacker-profit";

    public void Inspect(TransactionFlows flows, SignalBuffer signals)
    {
        ProfitShape shape = flows.GainCount > 0 ? ShapeOf(flows)
            : flows.LossCount == 0 && TakenSearch.IsTaken(flows) ? ProfitShape.Taken : ProfitShape.None;
        if (shape != ProfitShape.None) AttackerProfitReport.Add(flows, shape, Name, _options, signals);
    }

    private ProfitShape ShapeOf(TransactionFlows flows)
    {
        ProfitShape shape = ProfitShape.None;
        int losers = 0;
        int lost = 0;
        foreach (ref readonly Party party in flows.Parties)
        {
            if (!UnexplainedLoss.IsIn(flows, party)) continue;
            losers++;
            lost += party.Losses;
            if (IsDrained(flows, party)) shape |= ProfitShape.Drained;
            if (PaysRepeatedly(flows, party)) shape |= ProfitShape.RepeatedPayout;
            if (flows.IsFreeGain && IsSold(flows, party) && !ShownLoss.IsGainBelow(flows, _options.SoldEthMin))
                shape |= ProfitShape.LootSold;
            if (flows.IsFreeGain && IsPaidInOwnCoin(flows, party)) shape |= ProfitShape.OwnCoin;
        }

        bool trades = losers > 0 || flows.Block.Swaps.RangeOf(flows.Tx).Count > 0;
        if (trades && IsFresh(flows)) shape |= ProfitShape.FreshContract;
        if (losers > 0 && flows.IsFreeGain && BorrowedMoney.IsUsed(flows)) shape |= ProfitShape.Borrowed;
        if (lost > 1 && flows.IsFreeGain && flows.GainCount > 1) shape |= ProfitShape.ManyVictims;
        if (losers > 0 && flows.IsFreeGain && RunsForeignCode(flows)) shape |= ProfitShape.ForeignCode;
        return shape | PoolShapes(flows);
    }

    // Whoever runs code in its own name knows it beforehand: code that the sender brings along is the sender's.
    private static bool RunsForeignCode(TransactionFlows flows)
    {
        CallTable calls = flows.Data.Calls;
        for (int call = flows.Calls.Start + 1; call < flows.Calls.End; call++)
        {
            if (calls.Kind[call] is not (CallKind.DelegateCall or CallKind.CallCode)) continue;
            if (calls.TookEffect(call) && !flows.IsInitiator(calls.Self[call])
                && (flows.RolesOf(calls.To[call]) & (Roles.Callee | Roles.Created)) != Roles.None) return true;
        }

        return false;
    }

    // A loser that was given something of the initiator's own making took it for money.
    private static bool IsPaidInOwnCoin(TransactionFlows flows, in Party party)
    {
        for (int row = party.FirstFlow; row >= 0; row = flows.Flows[row].Next)
        {
            ref readonly Flow flow = ref flows.Flows[row];
            if (flow.IsGain && (flows.RolesOf(flow.Asset) & Roles.Created) != Roles.None) return true;
        }

        return false;
    }

    private ProfitShape PoolShapes(TransactionFlows flows)
    {
        ProfitShape shape = ProfitShape.None;
        foreach (ref readonly Swap swap in flows.Block.Swaps.OfTransaction(flows.Tx))
        {
            if (swap.ReserveOut.IsZero || !flows.TryParty(swap.Pool, out int pool) || flows.Parties[pool].IsInitiator)
                continue;
            if (flows.TryGain(swap.TokenOut, out AssetGain gain) && gain.IsGain
                && IsShare(swap.AmountOut, swap.AmountOut + swap.ReserveOut, _options.EmptiedBpsMin))
                shape |= ProfitShape.PoolEmptied;
            if (IsProductBroken(swap)) shape |= ProfitShape.ProductBroken;
        }

        return shape;
    }

    private bool IsProductBroken(in Swap swap)
    {
        if (swap.Venue != SwapVenue.UniswapV2 || swap.ReserveIn <= swap.AmountReceived) return false;
        double before = (double)(swap.ReserveIn - swap.AmountReceived) * (double)(swap.ReserveOut + swap.AmountOut);
        return (double)swap.ReserveIn * (double)swap.ReserveOut * 10_000 <= before * _options.ProductBpsMax;
    }

    // A loser that was called, was given something, and lost what the initiator gained.
    private bool IsDrained(TransactionFlows flows, in Party party)
    {
        if ((party.Roles & Roles.Called) == Roles.None || party.Received == 0) return false;

        for (int row = party.FirstFlow; row >= 0; row = flows.Flows[row].Next)
        {
            ref readonly Flow flow = ref flows.Flows[row];
            if (!flow.IsLoss || flow.Asset == party.Account) continue;
            if (!flows.TryGain(flow.Asset, out AssetGain gain) || !gain.IsGain) continue;
            if (IsShare(flow.Net, flow.In, _options.LossBpsMin)) return true;
        }

        return false;
    }

    private bool PaysRepeatedly(TransactionFlows flows, in Party party)
    {
        ReadOnlySpan<Movement> movements = flows.Movements;
        for (int row = party.FirstFlow; row >= 0; row = flows.Flows[row].Next)
        {
            ref readonly Flow flow = ref flows.Flows[row];
            if (!flow.IsLoss || flow.FirstOut == flow.LastOut) continue;
            if (!flows.TryGain(flow.Asset, out AssetGain gain) || !gain.IsGain) continue;

            UInt256 first = movements[flow.FirstOut].Amount;
            int repeats = 0;
            for (int i = flow.FirstOut; i <= flow.LastOut; i++)
            {
                if (movements[i].From == party.Account && movements[i].Asset == flow.Asset
                    && movements[i].Amount == first) repeats++;
            }

            if (repeats >= _options.RepeatsCountMin) return true;
        }

        return false;
    }

    private static bool IsSold(TransactionFlows flows, in Party party)
    {
        foreach (ref readonly Swap swap in flows.Block.Swaps.OfTransaction(flows.Tx))
        {
            if (flows.TryFlow(party.Account, swap.TokenIn, out Flow flow) && flow.IsLoss) return true;
        }

        return false;
    }

    private static bool IsFresh(TransactionFlows flows)
    {
        if (flows.IsCreation) return true;
        if (!flows.IsFreeGain) return false;
        foreach (ref readonly Party party in flows.Parties)
        {
            if ((party.Roles & Roles.Created) != Roles.None && party.FirstFlow >= 0) return true;
        }

        return false;
    }

    // Cross-multiplied in doubles: the line is a share of a percent, far above their rounding.
    private static bool IsShare(UInt256 part, UInt256 whole, int bpsMin) =>
        (double)part * 10_000 >= (double)whole * bpsMin;
}
