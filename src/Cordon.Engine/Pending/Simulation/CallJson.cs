using System.Text;
using Cordon.Domain.Invariants;
using Cordon.Ethereum;

namespace Cordon.Engine.Pending;

/// <summary>Writes calls as nodes want them for a simulation.</summary>
internal static class CallJson
{
    /// <summary>The transaction as a call. With its fees where wanted: code may hide without them.</summary>
    public static void Append(StringBuilder json, PendingTransaction transaction, bool withFees)
    {
        json.Append("{\"from\":\"").Append(transaction.From).Append('"');
        if (transaction.To is { } to) json.Append(",\"to\":\"").Append(to).Append('"');
        if (transaction.Gas > 0) json.Append($",\"gas\":\"0x{transaction.Gas:x}\"");
        if (!transaction.Value.IsZero) Append(json, "value", transaction.Value);
        if (withFees)
        {
            if (transaction.GasPrice is { } price) Append(json, "gasPrice", price);
            if (transaction.MaxFeePerGas is { } most) Append(json, "maxFeePerGas", most);
            if (transaction.MaxPriorityFeePerGas is { } tip) Append(json, "maxPriorityFeePerGas", tip);
        }

        AppendData(json, transaction.Input.Span);
        json.Append('}');
    }

    public static void Append(StringBuilder json, InvariantCall call)
    {
        json.Append("{\"to\":\"").Append(call.Contract).Append('"');
        AppendData(json, call.Data);
        json.Append('}');
    }

    private static void Append(StringBuilder json, string name, UInt256 quantity) =>
        json.Append($",\"{name}\":\"{quantity.ToQuantity()}\"");

    // "data" is what every node knows; "input" came later.
    private static void AppendData(StringBuilder json, ReadOnlySpan<byte> data) =>
        json.Append(",\"data\":\"").Append(Hex.Format(data)).Append('"');
}
