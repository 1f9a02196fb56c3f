using Cordon.Domain.Blocks;

namespace Cordon.Engine.Sources.Node;

/// <summary>What cannot be seen when a node offers less, in words for people.</summary>
internal static class Fallbacks
{
    public static BlindReport NoTraces(string cause) => new("traces", cause,
    [
        "internal calls and ETH transfers", "reentrancy", "price reads inside a transaction",
        "contract creation and selfdestruct inside a transaction", "flash loans without logs",
    ]);

    public static BlindReport FlatTraces(string cause) => new("logs in traces", cause,
        ["which call emitted a log, where order and emitter do not tell"]);

    public static BlindReport LogsOnly(string cause) => new("receipts", cause,
        ["whether a transaction without logs failed", "gas used and paid"]);

    public static BlindReport NoLogs(string cause) => new("logs", cause,
        ["events: token transfers and swaps are known from calls alone", "approvals, roles and governance by events"]);

    public static BlindReport Disputed(ulong block, string who) => new($"undisputed receipts of block {block}", who,
        ["which of the endpoints tells the truth about this block"])
    {
        ConcernsOneBlock = true,
    };
}
