using System.Text.Json.Nodes;
using Cordon.Detection.Reporting;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Protocols;
using Cordon.Domain.Signals;

namespace Cordon.Detection.PrivilegeChange;

/// <summary>Finds upgrades that the review refused, asked for by whoever has the power to upgrade.</summary>
/// <remarks>Anybody may ask in vain; only who comes through a configured contract, the timelock as a rule, holds the
/// protocol's key. Goes by the questions to the review alone; nothing is allocated where there are none.</remarks>
internal static class RefusedUpgrade
{
    private const uint RequireApprovedSelector = 0x7e13ca0e; // requireApproved(address,address,bytes)
    private const double Confidence = 0.96; // a team may be early, or wrong about the call that follows

    public static void Search(BlockFacts block, WatchList watched, string detector, SignalBuffer signals)
    {
        if (watched.IsEmpty) return;
        CallTable calls = block.Data.Calls;
        ReadOnlySpan<uint> selectors = calls.Selector.Span;
        int call = 0;
        while (selectors[call..].IndexOf(RequireApprovedSelector) is var step and >= 0)
        {
            int asked = call + step;
            call = asked + 1;
            bool isRefused = (calls.Flags[asked] & CallFlags.Failed) != CallFlags.None;
            if (!isRefused || !block.Data.HasArguments(asked, 2)) continue;
            int entry = EntryOf(calls, asked);
            if (IsWatched(block, watched, calls.From[asked]) && IsWatched(block, watched, calls.From[entry]))
                Report(block, asked, entry, detector, signals);
        }
    }

    // The outermost frame of the contract that asks: a proxy asks from within its own delegated call.
    private static int EntryOf(CallTable calls, int asked)
    {
        AccountId asking = calls.From[asked];
        int entry = calls.Parent[asked] >= 0 ? calls.Parent[asked] : asked;
        while (calls.From[entry] == asking && calls.Parent[entry] >= 0) entry = calls.Parent[entry];
        return entry;
    }

    private static bool IsWatched(BlockFacts block, WatchList watched, AccountId account) =>
        !account.IsNone && watched.Find(block.Data.ChainId, block.Data.Accounts[account]) is not null;

    private static void Report(BlockFacts block, int asked, int entry, string detector, SignalBuffer signals)
    {
        CallTable calls = block.Data.Calls;
        AccountId proxy = block.Data.AccountArgument(asked, 0), code = block.Data.AccountArgument(asked, 1);
        int tx = calls.Tx[asked];
        string proxyText = EvidenceJson.Account(block, proxy) ?? "a proxy";
        string codeText = EvidenceJson.Account(block, code) ?? "no address";
        signals.Add(block, tx, new SignalDraft
        {
            Detector = detector,
            Severity = Severity.High,
            Confidence = Confidence,
            Subjects = [proxy, calls.From[asked], code, block.Data.Transactions.From[tx]],
            Summary = $"{block.Data.Accounts[calls.From[entry]]}, which may upgrade {proxyText}, tried to give it the "
                + $"code of {codeText}, which no auditors approved; the review refused it ({Confidence:P0} sure that "
                + "its key is in the wrong hands).",
            Evidence = new JsonObject
            {
                ["contract"] = EvidenceJson.Account(block, proxy),
                ["implementation"] = EvidenceJson.Account(block, code),
                ["route"] = EvidenceJson.Account(block, calls.From[entry]),
                ["verdict"] = "refused",
                ["traceAddress"] = EvidenceJson.TraceAddress(block, asked),
            },
            Key = $"refused:{proxyText}:{codeText}",
        });
    }
}
