using System.Text.Json.Nodes;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;

namespace Cordon.Detection.Reporting;

/// <summary>Writes block rows as evidence: addresses and hashes in lower-case hex, places in the call tree.</summary>
internal static class EvidenceJson
{
    public static string? Account(BlockFacts block, AccountId account) =>
        account.IsNone ? null : block.Data.Accounts[account].ToString();

    public static string Transaction(BlockFacts block, int tx) => block.Data.Transactions.Hash[tx].ToString();

    /// <summary>The path from the outermost frame to this one, null where only receipts are known.</summary>
    public static JsonArray? TraceAddress(BlockFacts block, int call)
    {
        if (call < 0) return null;

        CallTable calls = block.Data.Calls;
        List<int> path = [];
        for (int frame = call; calls.Parent[frame] >= 0; frame = calls.Parent[frame]) path.Add(calls.ChildIndex[frame]);
        path.Reverse();
        return [.. path.Select(step => (JsonNode)step)];
    }
}
