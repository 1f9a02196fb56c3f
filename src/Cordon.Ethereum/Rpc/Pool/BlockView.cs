namespace Cordon.Ethereum.Rpc.Pool;

/// <summary>What one endpoint says about a block: its hash and its receipts.</summary>
/// <param name="Endpoint">Without credentials.</param>
public sealed record BlockView(string Endpoint, Hash256 Hash, IReadOnlyList<ReceiptPrint> Receipts)
{
    /// <summary>Fingerprints what an endpoint returned for the block and its receipts.</summary>
    /// <exception cref="FormatException">The JSON is not a block with its receipts.</exception>
    public static BlockView Of(string endpoint, ReadOnlySpan<byte> block, ReadOnlySpan<byte> receipts) =>
        new(endpoint, BlockHeader.Read(block).Hash, ReceiptPrint.ReadAll(receipts));

    /// <summary>The first thing in which the other view differs, in words; null when both say the same.</summary>
    public string? DifferenceTo(BlockView other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (Hash != other.Hash) return $"its hash ({Hash} and {other.Hash})";
        for (int i = 0; i < Math.Min(Receipts.Count, other.Receipts.Count); i++)
        {
            if (DifferenceIn(Receipts[i], other.Receipts[i]) is { } difference) return difference;
        }

        return Receipts.Count == other.Receipts.Count
            ? null
            : $"the number of its receipts ({Receipts.Count} and {other.Receipts.Count})";
    }

    private static string? DifferenceIn(ReceiptPrint left, ReceiptPrint right)
    {
        if (left.TransactionHash != right.TransactionHash)
            return $"the order of its receipts ({left.TransactionHash} and {right.TransactionHash} at one place)";
        if (left.Outcome != right.Outcome) return $"status or gas of transaction {left.TransactionHash}";
        for (int i = 0; i < Math.Min(left.Logs.Count, right.Logs.Count); i++)
        {
            if (left.Logs[i] != right.Logs[i]) return $"log {i} of transaction {left.TransactionHash}";
        }

        return left.Logs.Count == right.Logs.Count
            ? null
            : $"the number of logs of transaction {left.TransactionHash} ({left.Logs.Count} and {right.Logs.Count})";
    }
}
