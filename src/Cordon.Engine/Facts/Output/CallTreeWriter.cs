using System.Globalization;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>
/// Writes one transaction as a call tree with what each frame moved, and what everybody gained or lost.
/// </summary>
/// <remarks>Amounts are in smallest units, native coin in ether. Bounded in size whatever the transaction.</remarks>
public static class CallTreeWriter
{
    private static readonly CallTreeOptions Defaults = new();

    /// <summary>Writes a transaction's tree.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="facts">Its block, extracted.</param>
    /// <param name="tx">Its row in the block's table.</param>
    /// <param name="options">Bounds; the defaults where null.</param>
    public static void Write(TextWriter output, BlockFacts facts, int tx, CallTreeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(facts);
        options ??= Defaults;
        BlockData data = facts.Data;
        output.WriteLine($"{data.Transactions.Hash[tx]}  block {data.Number}");
        if (!data.Transactions.HasCalls[tx]) output.WriteLine("  (no trace: only receipts are known)");

        WriteFrames(output, facts, tx, options);
        WriteUnplaced(output, facts, tx, options);
        WriteBalances(output, facts, tx, options);
    }

    private static void WriteFrames(TextWriter output, BlockFacts facts, int tx, CallTreeOptions options)
    {
        RowRange rows = facts.Data.Transactions.Calls[tx];
        int written = 0, left = 0;
        for (int call = rows.Start; call < rows.End; call++)
        {
            if (written >= options.FramesMax || facts.Data.Calls.Depth[call] > options.DepthMax)
            {
                left++;
                continue;
            }

            written++;
            WriteFrame(output, facts.Data, call);
            WriteMoves(output, facts, tx, call);
        }

        if (left > 0) output.WriteLine($"  … {left} more frames");
    }

    private static void WriteFrame(TextWriter output, BlockData data, int call)
    {
        CallTable calls = data.Calls;
        string name = FactFamilies.Calls.Of(FactFamilies.Calls.Find(calls.Selector[call])).Name;
        if (name.Length == 0) name = calls.Input[call].IsEmpty ? "()" : $"0x{calls.Selector[call]:x8}";
        if (calls.Kind[call] is CallKind.Create or CallKind.Create2) name = "new contract";
        string value = calls.Value[call].IsZero ? "" : $"  {Ether(calls.Value[call])} ETH";
        string fate = (calls.Flags[call] & CallFlags.Failed) != CallFlags.None ? "  FAILED"
            : calls.TookEffect(call) ? "" : "  undone";
        string path = string.Join('.', TraceAddress.Of(calls, call));
        output.WriteLine($"{Indent(data, call)}[{path}] {Kind(calls.Kind[call])} "
            + $"{Short(data, calls.From[call])} -> {Short(data, calls.To[call])} {name}{value}{fate}");
    }

    private static void WriteMoves(TextWriter output, BlockFacts facts, int tx, int call)
    {
        foreach (ref readonly Transfer row in facts.Transfers.OfTransaction(tx))
        {
            if (row.Call == call) output.WriteLine($"{Indent(facts.Data, call)}    * {Describe(facts.Data, row)}");
        }

        foreach (ref readonly Swap row in facts.Swaps.OfTransaction(tx))
        {
            if (row.Call == call) output.WriteLine($"{Indent(facts.Data, call)}    = {Describe(facts.Data, row)}");
        }

        foreach (ref readonly Loan row in facts.Loans.OfTransaction(tx))
        {
            if (row.Call == call) output.WriteLine($"{Indent(facts.Data, call)}    = {Describe(facts.Data, row)}");
        }

        foreach (ref readonly FlashLoan row in facts.FlashLoans.OfTransaction(tx))
        {
            if (row.Call == call) output.WriteLine($"{Indent(facts.Data, call)}    = {Describe(facts.Data, row)}");
        }
    }

    // Where only receipts are known no transfer has a frame to stand at.
    private static void WriteUnplaced(TextWriter output, BlockFacts facts, int tx, CallTreeOptions options)
    {
        int written = 0;
        foreach (ref readonly Transfer row in facts.Transfers.OfTransaction(tx))
        {
            if (row.Call >= 0 || written++ >= options.FramesMax) continue;
            output.WriteLine($"  * {Describe(facts.Data, row)}");
        }
    }

    private static void WriteBalances(TextWriter output, BlockFacts facts, int tx, CallTreeOptions options)
    {
        ReadOnlySpan<BalanceDelta> rows = facts.Balances.OfTransaction(tx);
        if (rows.IsEmpty) return;

        output.WriteLine("balances (without fees)");
        int written = 0;
        foreach (ref readonly BalanceDelta row in rows)
        {
            if (row.Magnitude.IsZero || written++ >= options.BalancesMax) continue;
            string sign = row.IsGain ? "+" : "-";
            output.WriteLine($"  {facts.Data.Accounts[row.Account]} {sign}{Of(facts.Data, row.Asset, row.Magnitude)}");
        }

        if (written > options.BalancesMax) output.WriteLine($"  … {written - options.BalancesMax} more");
    }

    private static string Describe(BlockData data, in Transfer row) => row.Kind switch
    {
        TransferKind.Erc721 or TransferKind.Erc1155 =>
            $"{Of(data, row.Asset, row.Amount)} (#{row.TokenId}): {Short(data, row.From)} -> {Short(data, row.To)}",
        _ => $"{Of(data, row.Asset, row.Amount)}: {Short(data, row.From)} -> {Short(data, row.To)}",
    };

    private static string Describe(BlockData data, in Swap row) =>
        $"swap on {VenueNames.Of(row.Venue)} {Short(data, row.Pool)}: {Of(data, row.TokenIn, row.AmountIn)}"
        + $" for {Of(data, row.TokenOut, row.AmountOut)}";

    private static string Describe(BlockData data, in Loan row)
    {
        string what = row.Asset.IsNone ? row.Amount.ToString() : Of(data, row.Asset, row.Amount);
        string seized = row.CollateralAsset.IsNone
            ? ""
            : $", takes {Of(data, row.CollateralAsset, row.CollateralAmount)}";
        return $"{row.Kind} in {VenueNames.Of(row.Protocol)}: {what} of {Short(data, row.Account)}{seized}";
    }

    private static string Describe(BlockData data, in FlashLoan row) =>
        $"flash loan from {VenueNames.Of(row.Venue)} {Short(data, row.Lender)}: {Of(data, row.Asset, row.Amount)}"
        + $" to {Short(data, row.Borrower)}, fee {row.Fee}";

    private static string Of(BlockData data, AccountId asset, in UInt256 amount) => asset == AccountId.Ether
        ? $"{Ether(amount)} ETH"
        : $"{amount} of {Short(data, asset)}";

    private static string Ether(in UInt256 wei) =>
        ((double)wei / 1e18).ToString("0.######", CultureInfo.InvariantCulture);

    private static string Kind(CallKind kind) => kind.ToString().ToLowerInvariant();

    private static string Indent(BlockData data, int call) => new(' ', 2 + (2 * data.Calls.Depth[call]));

    private static string Short(BlockData data, AccountId account)
    {
        if (account.IsNone) return "?";
        string text = data.Accounts[account].ToString();
        return string.Concat(text.AsSpan(0, 8), "…", text.AsSpan(text.Length - 4));
    }
}
