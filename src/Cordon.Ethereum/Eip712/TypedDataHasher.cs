using System.Text;
using System.Text.Json;

namespace Cordon.Ethereum;

/// <summary>JSON values to the words and hashes of EIP-712.</summary>
internal sealed class TypedDataHasher(TypedDataTypes types)
{
    public Hash256 HashStruct(string type, JsonElement value, string path) =>
        Keccak256.Hash(EncodeStruct(type, value, path));

    public byte[] EncodeStruct(string type, JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Object) throw Fault(path, $"an object of type {type}", value);

        TypedMember[] members = types.MembersOf(type);
        byte[] words = new byte[AbiWord.SizeBytes * (members.Length + 1)];
        types.HashOf(type).CopyTo(words);
        for (int i = 0; i < members.Length; i++)
        {
            string memberPath = $"{path}.{members[i].Name}";
            if (!value.TryGetProperty(members[i].Name, out JsonElement member))
                throw new FormatException($"EIP-712, {memberPath}: missing.");
            Span<byte> word = words.AsSpan(AbiWord.SizeBytes * (i + 1), AbiWord.SizeBytes);
            WriteWord(word, members[i].Type, member, memberPath);
        }

        return words;
    }

    private void WriteWord(Span<byte> word, string type, JsonElement value, string path)
    {
        if (types.IsStruct(type)) HashStruct(type, value, path).CopyTo(word);
        else if (TypedDataTypes.TrySplitArray(type, out string element, out int? length))
            HashArray(element, length, value, path).CopyTo(word);
        else WriteElementary(word, AbiType.Parse(type), value, path);
    }

    private Hash256 HashArray(string element, int? length, JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Array) throw Fault(path, "an array", value);
        int count = value.GetArrayLength();
        if (count != (length ?? count))
            throw new FormatException($"EIP-712, {path}: expected {length} elements, found {count}.");

        byte[] words = new byte[AbiWord.SizeBytes * count];
        int at = 0;
        foreach (JsonElement item in value.EnumerateArray())
        {
            WriteWord(words.AsSpan(AbiWord.SizeBytes * at, AbiWord.SizeBytes), element, item, $"{path}[{at}]");
            at++;
        }

        return Keccak256.Hash(words);
    }

    private static void WriteElementary(Span<byte> word, AbiType type, JsonElement value, string path)
    {
        try
        {
            AbiValue parsed = type.Kind switch
            {
                AbiKind.String => Keccak256.Hash(Encoding.UTF8.GetBytes(TextOf(value))),
                AbiKind.Bytes => Keccak256.Hash(Hex.Parse(TextOf(value))),
                AbiKind.FixedBytes => Hex.Parse(TextOf(value)),
                AbiKind.Address => Address.Parse(TextOf(value)),
                AbiKind.Bool => value.GetBoolean(),
                _ => NumberOf(value, type.Kind == AbiKind.Int),
            };
            AbiType wordType = type.IsDynamic ? AbiType.FixedBytes(AbiWord.SizeBytes) : type;
            AbiEncoding.WriteWord(wordType, parsed, word);
        }
        catch (Exception error) when (error is FormatException or InvalidOperationException or OverflowException)
        {
            throw new FormatException($"EIP-712, {path}: expected {type}. {error.Message}", error);
        }
    }

    private static string TextOf(JsonElement value) => value.GetString() ?? throw new FormatException("Found null.");

    // Numbers come as JSON numbers, as decimal text (negative too) or as hex.
    private static AbiValue NumberOf(JsonElement value, bool isSigned)
    {
        string text = value.ValueKind == JsonValueKind.Number ? value.GetRawText() : TextOf(value);
        bool isBelowZero = isSigned && text.StartsWith('-');
        UInt256 magnitude = UInt256.Parse(isBelowZero ? text.AsSpan(1) : text);
        UInt256 limit = isBelowZero ? UInt256.SignedMinValue : isSigned ? UInt256.SignedMaxValue : UInt256.MaxValue;
        if (magnitude > limit) throw new FormatException($"{text} exceeds 256 bits.");
        return isBelowZero ? -magnitude : magnitude;
    }

    private static FormatException Fault(string path, string expected, JsonElement value) =>
        new($"EIP-712, {path}: expected {expected}, found {value.ValueKind.ToString().ToLowerInvariant()}.");
}
