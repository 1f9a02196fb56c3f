using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Cordon.RpcServer.Chain;

/// <summary>One recorded JSON value, and where in it the identity of its block is written.</summary>
internal sealed class RecordedJson
{
    private const int HashPrefixDigits = 8;

    private readonly ReadOnlyMemory<byte> _json;
    private readonly List<Patch> _patches;

    public RecordedJson(ReadOnlyMemory<byte> json, bool isBlock) =>
        (_json, _patches) = (json, FindPatches(json.Span, isBlock));

    public ReadOnlyMemory<byte> Json => _json;

    /// <summary>Writes the value with the identity given, or as it was recorded.</summary>
    public void Write(IBufferWriter<byte> output, BlockTag? tag)
    {
        if (tag is null)
        {
            output.Write(_json.Span);
            return;
        }

        int done = 0;
        foreach (Patch patch in _patches)
        {
            output.Write(_json.Span[done..patch.Start]);
            WritePatch(output, patch, tag);
            done = patch.Start + patch.Length;
        }

        output.Write(_json.Span[done..]);
    }

    /// <summary>The hash a transaction has in a repetition of its block: unique, and reversible.</summary>
    public static string HashIn(int repetition, string hash)
    {
        uint prefix = uint.Parse(hash.AsSpan(2, HashPrefixDigits), NumberStyles.HexNumber);
        return $"0x{prefix ^ (uint)repetition:x8}{hash.AsSpan(2 + HashPrefixDigits)}";
    }

    private void WritePatch(IBufferWriter<byte> output, Patch patch, BlockTag tag)
    {
        string text = patch.Kind switch
        {
            PatchKind.NumberHex => $"\"0x{tag.Number:x}\"",
            PatchKind.NumberDecimal => $"{tag.Number}",
            PatchKind.Timestamp => $"\"0x{tag.Timestamp:x}\"",
            PatchKind.BlockHash => $"\"{tag.Hash}\"",
            PatchKind.ParentHash => $"\"{tag.ParentHash}\"",
            PatchKind.MissingParentHash => $"\"parentHash\":\"{tag.ParentHash}\",",
            PatchKind.MissingTimestamp => $"\"timestamp\":\"0x{tag.Timestamp:x}\",",
            _ => $"\"{HashIn(tag.Repetition, Text(patch).Trim('"'))}\"",
        };
        output.Write(Encoding.UTF8.GetBytes(text));
    }

    private string Text(Patch patch) => Encoding.UTF8.GetString(_json.Span.Slice(patch.Start, patch.Length));

    private static List<Patch> FindPatches(ReadOnlySpan<byte> json, bool isBlock)
    {
        var patches = new List<Patch>();
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 100_000 });
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName) continue;
            PatchKind? kind = KindOf(ref reader, isBlock && reader.CurrentDepth == 1);
            reader.Read();
            if (kind is null || reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number)) continue;
            if (kind == PatchKind.NumberHex && reader.TokenType == JsonTokenType.Number) kind = PatchKind.NumberDecimal;
            int start = (int)reader.TokenStartIndex;
            patches.Add(new Patch(start, (int)reader.BytesConsumed - start, kind.Value));
        }

        if (!isBlock) return patches;
        if (!patches.Exists(patch => patch.Kind == PatchKind.Timestamp))
            patches.Insert(0, new Patch(1, 0, PatchKind.MissingTimestamp));
        if (!patches.Exists(patch => patch.Kind == PatchKind.ParentHash))
            patches.Insert(0, new Patch(1, 0, PatchKind.MissingParentHash));
        return patches;
    }

    private static PatchKind? KindOf(ref Utf8JsonReader name, bool isHeader)
    {
        if (name.ValueTextEquals("blockHash")) return PatchKind.BlockHash;
        if (name.ValueTextEquals("blockNumber")) return PatchKind.NumberHex;
        if (name.ValueTextEquals("blockTimestamp")) return PatchKind.Timestamp;
        if (name.ValueTextEquals("transactionHash") || name.ValueTextEquals("txHash")) return PatchKind.TransactionHash;
        if (name.ValueTextEquals("hash")) return isHeader ? PatchKind.BlockHash : PatchKind.TransactionHash;
        if (!isHeader) return null;
        if (name.ValueTextEquals("number")) return PatchKind.NumberHex;
        if (name.ValueTextEquals("timestamp")) return PatchKind.Timestamp;
        return name.ValueTextEquals("parentHash") ? PatchKind.ParentHash : null;
    }
}
