using System.Buffers;
using System.Buffers.Binary;

namespace Cordon.Storage.Ahead;

/// <summary>One row that an entry holds, as the JSON that the database keeps of it.</summary>
internal readonly record struct AheadRow(AheadKind Kind, byte[] Json)
{
    private const int HeadBytes = 1 + sizeof(int);

    /// <summary>Rows as the bytes of one entry, in their order.</summary>
    public static byte[] Join(IEnumerable<AheadRow> rows)
    {
        ArrayBufferWriter<byte> bytes = new(1 << 13);
        foreach (AheadRow row in rows)
        {
            Span<byte> head = bytes.GetSpan(HeadBytes);
            head[0] = (byte)row.Kind;
            BinaryPrimitives.WriteInt32LittleEndian(head[1..], row.Json.Length);
            bytes.Advance(HeadBytes);
            bytes.Write(row.Json);
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>The rows of an entry.</summary>
    /// <exception cref="FormatException">It holds what this version does not know.</exception>
    public static IReadOnlyList<AheadRow> Split(ReadOnlySpan<byte> bytes)
    {
        List<AheadRow> rows = [];
        while (!bytes.IsEmpty)
        {
            var kind = (AheadKind)bytes[0];
            int length = bytes.Length < HeadBytes ? -1 : BinaryPrimitives.ReadInt32LittleEndian(bytes[1..]);
            if (!Enum.IsDefined(kind) || length < 0 || length > bytes.Length - HeadBytes)
                throw new FormatException($"row {rows.Count} of an entry written ahead is of no known kind");
            rows.Add(new AheadRow(kind, bytes.Slice(HeadBytes, length).ToArray()));
            bytes = bytes[(HeadBytes + length)..];
        }

        return rows;
    }
}
