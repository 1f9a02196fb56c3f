using System.Buffers;
using Cordon.Detection.Statistics;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Protocols;
using Cordon.Domain.Signals;
using Cordon.Ethereum;

namespace Cordon.Detection.SlowDrain;

/// <summary>Finds an account that a configured contract pays again and again, little each time, much in sum.</summary>
/// <remarks>State changes only in blocks in which a configured contract pays or is paid.</remarks>
public sealed class SlowDrainDetector(SlowDrainOptions options, WatchList watched) : IHistoryDetector<DrainBook>
{
    private readonly SlowDrainOptions _options = OptionsCheck.Valid(options);

    public SlowDrainDetector() : this(new SlowDrainOptions(), WatchList.Empty) { }

    public string Name => "slow-drain";

    public DrainBook Initial => DrainBook.Empty;

    public DrainBook Advance(DrainBook state, BlockFacts block, SignalBuffer signals)
    {
        if (watched.IsEmpty) return state;

        AgingBook<TapKey, Tap> taps = state.Taps;
        foreach (ref readonly BalanceDelta delta in block.Balances.Rows)
        {
            if (!delta.Account.IsNone && !delta.Magnitude.IsZero && IsWatched(block, delta.Account))
                taps = Count(taps, block, delta, signals);
        }

        return ReferenceEquals(taps, state.Taps)
            ? state
            : state.With(taps.Forget(before: 0, _options.AccountsMax));
    }

    public void Save(DrainBook state, IBufferWriter<byte> destination) => state.Save(destination);

    public DrainBook Load(ReadOnlySpan<byte> saved) => DrainBook.Load(saved);

    private AgingBook<TapKey, Tap> Count(
        AgingBook<TapKey, Tap> taps, BlockFacts block, BalanceDelta delta, SignalBuffer signals)
    {
        BlockData data = block.Data;
        ulong window = data.Number / (ulong)_options.WindowBlocks;
        AccountId taker = Counterparty(block, delta);
        TapKey everybody = new(
            data.ChainId, data.Accounts[delta.Account], data.Accounts[delta.Asset], Address.Zero);
        double amount = (double)delta.Magnitude;
        Tap total = taps.TryGet(everybody, out Tap all) ? all : default;
        if (delta.IsLoss) taps = taps.Put(data.Number, everybody, total = total.Pay(window, amount));
        if (taker.IsNone) return taps;

        TapKey key = everybody with { Taker = data.Accounts[taker] };
        bool isKnown = taps.TryGet(key, out Tap tap);
        if (!delta.IsLoss)
            return isKnown ? taps.Put(data.Number, key, tap.TakeBack(window, amount)) : taps;

        tap = tap.Pay(window, amount);
        // Spoken of once, and again each time it has doubled: not at every drop.
        bool isNews = tap.Payments >= Math.Max(_options.PaymentsMin, 2 * tap.Reported);
        if (isNews && tap.Sum * 10_000 >= total.Sum * _options.ShareBpsMin)
        {
            SlowDrainReport.Add(block, signals, Name, delta, taker, tap, total, _options.PaymentsMin);
            tap = tap with { Reported = tap.Payments };
        }

        return taps.Put(data.Number, key, tap);
    }

    private bool IsWatched(BlockFacts block, AccountId account) =>
        watched.Find(block.Data.ChainId, block.Data.Accounts[account]) is not null;

    // Who sent the transaction, or the contract that it called: whoever else gains is paid for something, as a pool is.
    private AccountId Counterparty(BlockFacts block, in BalanceDelta delta)
    {
        TransactionTable transactions = block.Data.Transactions;
        (AccountId sender, AccountId called) = (transactions.From[delta.Tx], transactions.To[delta.Tx]);
        if (HasOpposite(block, delta, sender)) return sender;
        return !called.IsNone && !IsWatched(block, called) && HasOpposite(block, delta, called)
            ? called
            : AccountId.None;
    }

    private static bool HasOpposite(BlockFacts block, in BalanceDelta delta, AccountId account)
    {
        foreach (ref readonly BalanceDelta other in block.Balances.OfTransaction(delta.Tx))
        {
            if (other.Account == account && other.Asset == delta.Asset)
                return delta.IsLoss ? other.IsGain : other.IsLoss;
        }

        return false;
    }
}
