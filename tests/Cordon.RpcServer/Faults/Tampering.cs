using System.Buffers;
using System.Text;
using Cordon.Ethereum.Rpc.Json;

namespace Cordon.RpcServer.Faults;

/// <summary>Falsifies receipts as a dishonest or broken node would.</summary>
internal static class Tampering
{
    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdef"u8);

    /// <summary>The receipts without one of them.</summary>
    public static byte[] Drop(ReadOnlySpan<byte> receipts, int index)
    {
        var kept = new ArrayBufferWriter<byte>(receipts.Length);
        kept.Write("["u8);
        JsonSlices elements = JsonSlices.OfArray(receipts);
        for (int i = 0; elements.Next(); i++)
        {
            if (i == index) continue;
            if (kept.WrittenCount > 1) kept.Write(","u8);
            kept.Write(elements.Value);
        }

        kept.Write("]"u8);
        return kept.WrittenSpan.ToArray();
    }

    /// <summary>The receipts with one digit of one log changed: of its data, or of its last topic if it has no data.
    /// </summary>
    public static byte[] Lie(ReadOnlySpan<byte> receipts, int index, int logIndex)
    {
        byte[] changed = receipts.ToArray();
        (int receiptAt, int receiptLength) = Element(changed, index);
        (int logsAt, int logsLength) = Member(changed.AsSpan(receiptAt, receiptLength), "logs");
        logsAt += receiptAt;
        (int logAt, int logLength) = Element(changed.AsSpan(logsAt, logsLength), logIndex);
        logAt += logsAt;
        Span<byte> log = changed.AsSpan(logAt, logLength);
        (int at, int length) = Member(log, "data");
        if (length <= "\"0x\"".Length) (at, length) = Member(log, "topics");
        Span<byte> value = log.Slice(at, length);
        int digit = value.LastIndexOfAny(HexDigits);
        value[digit] = value[digit] == '7' ? (byte)'8' : (byte)'7';
        return changed;
    }

    private static (int Start, int Length) Element(ReadOnlySpan<byte> array, int index)
    {
        JsonSlices elements = JsonSlices.OfArray(array);
        for (int i = 0; elements.Next(); i++)
        {
            if (i == index) return (elements.ValueStart, elements.ValueLength);
        }

        throw new InvalidDataException($"There is no element {index} to falsify.");
    }

    private static (int Start, int Length) Member(ReadOnlySpan<byte> json, string name)
    {
        JsonSlices members = JsonSlices.OfObject(json);
        while (members.Next())
        {
            if (Encoding.UTF8.GetString(members.Name) == name) return (members.ValueStart, members.ValueLength);
        }

        throw new InvalidDataException($"There is no {name} to falsify.");
    }
}
