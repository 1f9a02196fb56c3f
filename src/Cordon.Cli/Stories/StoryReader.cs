using System.Collections.Immutable;
using System.Numerics;
using Cordon.Detection.Reporting;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Cli.Stories;

/// <summary>Copies one transaction's story out of its block's tables.</summary>
internal static class StoryReader
{
    private const int CallsMax = 300;
    private const int FlowsMax = 120;
    private const int DeltasMax = 120;

    /// <summary>Reads a transaction.</summary>
    /// <param name="block">The block's facts; they may be reused afterwards.</param>
    /// <param name="tx">Row of the transaction in the block's table.</param>
    public static TransactionStory Read(BlockFacts block, int tx)
    {
        BlockData data = block.Data;
        TransactionTable table = data.Transactions;
        RowRange calls = table.Calls[tx];
        List<StoryFlow> flows = Flows(block, tx);
        List<StoryDelta> deltas = Deltas(block, tx);
        return new TransactionStory
        {
            Chain = data.ChainId,
            Block = data.Number,
            Timestamp = data.Timestamp,
            Tx = table.Hash[tx],
            Position = table.Position[tx],
            Sender = AddressOf(data, table.From[tx]),
            Target = AddressOf(data, table.To[tx]),
            IsCreation = table.IsCreation[tx],
            Status = table.Status[tx],
            HasCalls = table.HasCalls[tx],
            HasLogs = table.HasLogs[tx],
            Steps = Narrator.Tell(block, tx),
            Calls = [.. Enumerable.Range(calls.Start, Math.Min(CallsMax, calls.End - calls.Start))
                .Select(call => Call(data, call))],
            CallsOmitted = Math.Max(0, calls.End - calls.Start - CallsMax),
            Flows = [.. flows.Take(FlowsMax)],
            FlowsOmitted = Math.Max(0, flows.Count - FlowsMax),
            Deltas = [.. deltas.Take(DeltasMax)],
            DeltasOmitted = Math.Max(0, deltas.Count - DeltasMax),
        };
    }

    /// <summary>The path from the transaction's outermost frame to a call; empty for the outermost.</summary>
    public static ImmutableArray<int> TraceAddress(CallTable calls, int call)
    {
        List<int> path = [];
        for (int frame = call; calls.Parent[frame] >= 0; frame = calls.Parent[frame]) path.Add(calls.ChildIndex[frame]);
        path.Reverse();
        return [.. path];
    }

    private static StoryCall Call(BlockData data, int call)
    {
        CallTable calls = data.Calls;
        bool isCreation = calls.Kind[call] is CallKind.Create or CallKind.Create2;
        bool isPayment = calls.Input[call].Digits < BlockData.SelectorDigits;
        bool carries = (calls.Flags[call] & CallFlags.NoValue) == CallFlags.None && !calls.Value[call].IsZero;
        return new StoryCall(
            calls.Depth[call],
            calls.Kind[call],
            AddressOf(data, calls.From[call]),
            AddressOf(data, calls.To[call]),
            isCreation || isPayment ? "" : FunctionNames.Of(calls.Selector[call]),
            carries ? NativeText(data, calls.Value[call]) : "",
            FateOf(calls.Flags[call]),
            TraceAddress(calls, call));
    }

    private static StoryFate FateOf(CallFlags flags)
    {
        if ((flags & CallFlags.Failed) != CallFlags.None) return StoryFate.Failed;
        return (flags & CallFlags.Reverted) != CallFlags.None ? StoryFate.Undone : StoryFate.TookEffect;
    }

    // Collections' tokens are told apart by id, so they are not summed with the others.
    private static List<StoryFlow> Flows(BlockFacts block, int tx)
    {
        Dictionary<(AccountId From, AccountId To, AccountId Asset, UInt256 Id), (int First, BigInteger Sum, int Count)>
            sums = [];
        foreach (Transfer transfer in block.Transfers.OfTransaction(tx))
        {
            if (transfer.Amount.IsZero) continue;
            var key = (transfer.From, transfer.To, transfer.Asset, transfer.TokenId);
            (int first, BigInteger sum, int count) = sums.GetValueOrDefault(key, (sums.Count + 1, BigInteger.Zero, 0));
            sums[key] = (first, sum + (BigInteger)transfer.Amount, count + 1);
        }

        return [.. sums.OrderBy(entry => entry.Value.First).Select(entry => new StoryFlow(
            entry.Value.First,
            AddressOf(block.Data, entry.Key.From) ?? Address.Zero,
            AddressOf(block.Data, entry.Key.To) ?? Address.Zero,
            AddressOf(block.Data, entry.Key.Asset) ?? Address.Zero,
            entry.Key.Id.IsZero
                ? AmountText.Of(block, entry.Key.Asset, entry.Value.Sum)
                : $"no. {entry.Key.Id} of {AddressOf(block.Data, entry.Key.Asset)}",
            entry.Value.Count))];
    }

    // Account by account in order of appearance: the eye compares what one account gave and got.
    private static List<StoryDelta> Deltas(BlockFacts block, int tx) =>
        [.. block.Balances.OfTransaction(tx).ToArray()
            .Where(delta => delta.In != delta.Out && delta.Account != AccountId.Zero)
            .GroupBy(delta => delta.Account)
            .SelectMany(account => account)
            .Select(delta => new StoryDelta(
                block.Data.Accounts[delta.Account],
                block.Data.Accounts[delta.Asset],
                delta.IsGain,
                (delta.IsGain ? "+" : "-") + AmountText.Of(block, delta.Asset, delta.Magnitude)))];

    private static string NativeText(BlockData data, UInt256 value)
    {
        string symbol = data.ChainId switch { 56 => "BNB", 137 => "POL", _ => "ETH" };
        decimal coins = (decimal)((BigInteger)value / 1_000_000_000) / 1_000_000_000m;
        return FormattableString.Invariant($"{coins:#,0.#########} {symbol}");
    }

    private static Address? AddressOf(BlockData data, AccountId account) =>
        account.IsNone ? null : data.Accounts[account];
}
