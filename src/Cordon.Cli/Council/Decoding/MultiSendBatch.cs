using Cordon.Ethereum;

namespace Cordon.Cli.Council.Decoding;

/// <summary>The packed list of calls that Safe's MultiSend takes: for each, operation (1 byte), target (20), value
/// (32), length (32), data.</summary>
internal static class MultiSendBatch
{
    private const int HeadBytes = 1 + Address.SizeBytes + (2 * UInt256.SizeBytes);
    private const int CallsMax = 1_000;

    /// <exception cref="FormatException">The bytes are no such list; the message has the position.</exception>
    public static IReadOnlyList<InnerCall> Read(ReadOnlySpan<byte> packed)
    {
        List<InnerCall> calls = [];
        int at = 0;
        while (at < packed.Length)
        {
            if (calls.Count == CallsMax) throw new FormatException($"more than {CallsMax} calls");
            if (packed.Length - at < HeadBytes) throw new FormatException($"byte {at}: the list ends within a call");
            byte operation = packed[at];
            if (operation > 1) throw new FormatException($"byte {at}: operation {operation} is neither 0 nor 1");
            var to = new Address(packed.Slice(at + 1, Address.SizeBytes));
            var value = new UInt256(packed.Slice(at + 21, UInt256.SizeBytes));
            var length = new UInt256(packed.Slice(at + 53, UInt256.SizeBytes));
            at += HeadBytes;
            if (length > (ulong)(packed.Length - at))
                throw new FormatException($"byte {at}: {length} bytes are announced, {packed.Length - at} are left");
            int count = (int)(ulong)length;
            calls.Add(new InnerCall(to, value, packed.Slice(at, count).ToArray(), operation == 1));
            at += count;
        }

        return calls;
    }
}
