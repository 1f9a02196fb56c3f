using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;

namespace Cordon.Engine.Facts;

/// <summary>Adds bridge messages.</summary>
internal static class BridgeRows
{
    /// <summary>Appends a message of the transaction at hand.</summary>
    public static void Add(Extraction x, in BridgeMessage message)
    {
        ref BridgeMessage row = ref x.Facts.Bridges.Add();
        row = message;
        row.Tx = x.Tx;
    }

    /// <summary>Adds what a bridge's frame took in or gave out, one message a transfer.</summary>
    public static void AddFlows(Extraction x, int call, bool isRelease)
    {
        AccountId bridge = x.Calls.Self[call];
        foreach (ref readonly Transfer transfer in x.Transfers)
        {
            if (!x.IsWithin(transfer.Call, call) || transfer.Amount.IsZero || transfer.Call < 0) continue;
            bool isBridges = isRelease
                ? transfer.From == bridge || (transfer.IsMint && transfer.To != bridge)
                : transfer.To == bridge || transfer.IsBurn;
            if (!isBridges || transfer.From == transfer.To) continue;

            Add(x, new BridgeMessage
            {
                Call = call,
                Log = -1,
                IsRelease = isRelease,
                Bridge = bridge,
                Account = isRelease ? transfer.To : transfer.From,
                Asset = transfer.Asset,
                Amount = transfer.Amount,
            });
        }
    }
}
