using System.Buffers;
using Cordon.Detection.Trading;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;
using Cordon.Ethereum;

namespace Cordon.Detection.Sandwich;

/// <summary>Finds trades bought before and sold back after other people's trades in the same pool and block.</summary>
/// <remarks>
/// After the rule of mev-inspect-py: same pool, same trader, opposite directions, nearly the same amount, others
/// between. O(n) over the swaps plus, per pool, the pairs of trades between a front and its back.
/// </remarks>
public sealed class SandwichDetector(SandwichOptions options) : IDetector
{
    private const int SwapsMin = 3;

    private readonly double _differenceMax = OptionsCheck.Valid(options).DifferenceBpsMax / 10_000.0;
    private readonly double _sameSenderDifferenceMax = options.SameSenderDifferenceBpsMax / 10_000.0;

    public SandwichDetector() : this(new SandwichOptions()) { }

    public string Name => "sandwich";

    public void Inspect(BlockFacts block, SignalBuffer signals)
    {
        int count = block.Swaps.Count;
        if (count < SwapsMin) return;

        int accounts = block.Data.Accounts.Count;
        // One array for both: a second would miss the thread's slot of the pool.
        int[] scratch = ArrayPool<int>.Shared.Rent(count + accounts);
        try
        {
            LinkByPool(block.Swaps.Rows, scratch, scratch.AsSpan(count, accounts));
            FindLegs(block, scratch, signals);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(scratch);
        }
    }

    // next[i] becomes the following swap of the same pool, -1 for the last.
    private static void LinkByPool(ReadOnlySpan<Swap> swaps, int[] next, Span<int> first)
    {
        first.Fill(-1);
        for (int i = swaps.Length - 1; i >= 0; i--)
        {
            ref int head = ref first[swaps[i].Pool.Index];
            next[i] = head;
            head = i;
        }
    }

    private void FindLegs(BlockFacts block, int[] next, SignalBuffer signals)
    {
        List<SandwichLeg>? legs = null;
        for (int front = 0; front < block.Swaps.Count; front++)
        {
            if (next[front] >= 0 && TryClose(block, next, front, out SandwichLeg leg)) AddLeg(ref legs, leg);
        }

        if (legs is not null) Report(block, legs, next, signals);
    }

    // The first front that a back closes is the one: later ones are more of the same purchase.
    private static void AddLeg(ref List<SandwichLeg>? legs, SandwichLeg leg)
    {
        legs ??= [];
        if (!legs.Exists(known => known.Back == leg.Back)) legs.Add(leg);
    }

    // One attacker's pair of transactions is one sandwich, in however many pools it traded.
    private void Report(BlockFacts block, List<SandwichLeg> legs, int[] next, SignalBuffer signals)
    {
        foreach (IGrouping<(int, int), SandwichLeg> pair in legs.GroupBy(
            leg => (block.Swaps[leg.Front].Tx, block.Swaps[leg.Back].Tx)))
        {
            SandwichReport.Add(block, signals, Name, [.. pair], next);
        }
    }

    private bool TryClose(BlockFacts block, int[] next, int frontRow, out SandwichLeg leg)
    {
        ref readonly Swap front = ref block.Swaps[frontRow];
        bool hasVictim = false;
        for (int row = next[frontRow]; row >= 0; row = next[row])
        {
            ref readonly Swap other = ref block.Swaps[row];
            if (other.Tx == front.Tx) continue;

            if (other.TokenIn == front.TokenIn && other.TokenOut == front.TokenOut)
            {
                hasVictim = hasVictim || IsVictim(block, front, other);
            }
            else if (hasVictim && other.TokenIn == front.TokenOut && other.TokenOut == front.TokenIn
                && IsBack(block, front, other, out bool isExact))
            {
                leg = new SandwichLeg(frontRow, row, isExact);
                return HasVictimBetween(block, next, leg);
            }
        }

        leg = default;
        return false;
    }

    // The transaction that sells back may itself hold trades in the front's direction: they are its own.
    private static bool HasVictimBetween(BlockFacts block, int[] next, SandwichLeg leg)
    {
        for (int row = next[leg.Front]; row != leg.Back; row = next[row])
        {
            if (IsVictimOf(block, leg, row)) return true;
        }

        return false;
    }

    internal static bool IsVictimOf(BlockFacts block, SandwichLeg leg, int row)
    {
        ref readonly Swap front = ref block.Swaps[leg.Front];
        ref readonly Swap other = ref block.Swaps[row];
        return other.Tx > front.Tx && other.Tx < block.Swaps[leg.Back].Tx
            && other.TokenIn == front.TokenIn && other.TokenOut == front.TokenOut && IsVictim(block, front, other);
    }

    private static bool IsVictim(BlockFacts block, in Swap front, in Swap other)
    {
        TransactionTable transactions = block.Data.Transactions;
        return transactions.From[other.Tx] != transactions.From[front.Tx]
            && other.Sender != front.Recipient && other.Recipient != front.Recipient;
    }

    private bool IsBack(BlockFacts block, in Swap front, in Swap back, out bool isExact)
    {
        TransactionTable transactions = block.Data.Transactions;
        double difference = Math.Abs(((double)back.AmountIn / (double)front.AmountOut) - 1);
        isExact = difference <= _differenceMax;
        if (transactions.From[front.Tx] == transactions.From[back.Tx])
        {
            return isExact || (difference <= _sameSenderDifferenceMax && back.AmountOut > front.AmountIn)
                || IsEven(block, front, back);
        }

        // Another signer: the same contract must have bought, sold and kept the proceeds, as no shared router does.
        AccountId trader = front.Recipient;
        return isExact && (back.Sender == trader || SwapParties.Payer(block, back) == trader)
            && (back.Recipient == trader || transactions.To[back.Tx] == trader);
    }

    // Part of what was bought may have gone to the victim through liquidity lent for the occasion: over both
    // transactions the trader then holds as much of the token as before.
    private bool IsEven(BlockFacts block, in Swap front, in Swap back)
    {
        double net = Held(block, front.Tx, front.Recipient, front.TokenOut)
            + Held(block, back.Tx, front.Recipient, front.TokenOut);
        return Math.Abs(net) <= _differenceMax * (double)front.AmountOut;
    }

    private static double Held(BlockFacts block, int tx, AccountId account, AccountId asset)
    {
        double net = 0;
        foreach (ref readonly Transfer transfer in block.Transfers.OfTransaction(tx))
        {
            if (transfer.Asset != asset) continue;
            if (transfer.To == account) net += (double)transfer.Amount;
            if (transfer.From == account) net -= (double)transfer.Amount;
        }

        return net;
    }
}
