using Cordon.Domain.Blocks;

namespace Cordon.Testing.Fuzzing;

/// <summary>What holds of the tables of every block that the reader accepts.</summary>
public static class Consistency
{
    /// <exception cref="InvalidOperationException">A table points outside another or contradicts itself.</exception>
    public static void Check(BlockData block)
    {
        for (int tx = 0; tx < block.Transactions.Count; tx++)
        {
            Demand(IsWithin(block.Transactions.Calls[tx], block.Calls.Count), "calls of a transaction");
            Demand(IsWithin(block.Transactions.Logs[tx], block.Logs.Count), "logs of a transaction");
            Demand(IsKnown(block, block.Transactions.From[tx]) && IsKnown(block, block.Transactions.To[tx]),
                "its accounts");
            Demand(IsHex(block, block.Transactions.Input[tx]), "its input");
            Demand(tx == 0 || block.Transactions.Position[tx] > block.Transactions.Position[tx - 1], "its position");
        }

        for (int call = 0; call < block.Calls.Count; call++) CheckCall(block, call);
        for (int log = 0; log < block.Logs.Count; log++) CheckLog(block, log);
    }

    private static void CheckCall(BlockData block, int call)
    {
        CallTable calls = block.Calls;
        RowRange range = block.Transactions.Calls[calls.Tx[call]];
        int parent = calls.Parent[call];
        Demand(call >= range.Start && call < range.End, "a call outside its transaction");
        Demand(calls.End[call] > call && calls.End[call] <= range.End, "the end of a call");
        Demand(parent == -1 ? call == range.Start : parent >= range.Start && parent < call, "the parent of a call");
        Demand(parent < 0 || calls.End[call] <= calls.End[parent], "a call that outlives its parent");
        Demand(calls.Depth[call] == (parent < 0 ? 0 : calls.Depth[parent] + 1), "the depth of a call");
        Demand(parent < 0 || calls.TookEffect(parent) || !calls.TookEffect(call), "an effect below a failure");
        Demand(IsKnown(block, calls.From[call]) && IsKnown(block, calls.To[call]) && IsKnown(block, calls.Self[call]),
            "accounts");
        Demand(IsHex(block, calls.Input[call]) && IsHex(block, calls.Output[call]), "input or output of a call");
    }

    private static void CheckLog(BlockData block, int log)
    {
        LogTable logs = block.Logs;
        RowRange calls = block.Transactions.Calls[logs.Tx[log]];
        RowRange range = block.Transactions.Logs[logs.Tx[log]];
        int call = logs.Call[log];
        Demand(log >= range.Start && log < range.End, "a log outside its transaction");
        Demand(call == -1 || (call >= calls.Start && call < calls.End && block.Calls.TookEffect(call)),
            "the frame of a log");
        Demand(call == -1 || (logs.AfterCall[log] >= call && logs.AfterCall[log] < block.Calls.End[call]),
            "the place of a log");
        Demand(log == range.Start || logs.AfterCall[log] >= logs.AfterCall[log - 1] || call == -1, "the order of logs");
        Demand(logs.TopicCount[log] <= LogTable.TopicsMax && IsHex(block, logs.Data[log]), "topics or data");
        for (int i = 0; i < logs.TopicCount[log]; i++)
            Demand(IsHex(block, new HexSlice(logs.Topics[log][i], BlockData.WordDigits)), "a topic");
        Demand(IsKnown(block, logs.Address[log]) && !logs.Address[log].IsNone, "the emitter");
    }

    private static bool IsWithin(RowRange range, int count) =>
        range.Start >= 0 && range.Start <= range.End && range.End <= count;

    private static bool IsKnown(BlockData block, AccountId id) => id.Index >= -1 && id.Index < block.Accounts.Count;

    private static bool IsHex(BlockData block, HexSlice slice)
    {
        if ((slice.Digits & 1) != 0) return false;
        foreach (byte digit in block.Digits(slice))
        {
            if (!char.IsAsciiHexDigit((char)digit)) return false;
        }

        return true;
    }

    private static void Demand(bool holds, string what)
    {
        if (!holds) throw new InvalidOperationException($"inconsistent: {what}");
    }
}
