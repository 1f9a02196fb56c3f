using System.Text.Json.Nodes;

namespace Cordon.Ethereum.Tests;

/// <summary>What cast prints with <c>--json</c>, and our values in the same form.</summary>
internal static class ForeignJson
{
    /// <summary>Cast's reading of data, by a signature whose results are the types.</summary>
    public static JsonArray Decode(string signature, string data) =>
        JsonNode.Parse(CastCampaign.Ask("decode-abi", "--json", signature, data))!.AsArray();

    /// <summary>A value as cast writes it; numbers beyond 64 bits are text.</summary>
    public static JsonNode Of(AbiType type, AbiValue value) => type.Kind switch
    {
        AbiKind.UInt => value.Word.FitsInUInt64
            ? JsonValue.Create((ulong)value.Word)
            : JsonValue.Create(value.Word.ToString()),
        AbiKind.Int => UInt256.SignExtend(value.Word, 64) == value.Word
            ? JsonValue.Create((long)(ulong)value.Word)
            : JsonValue.Create(value.Word.ToSignedString()),
        AbiKind.Address => value.Address.ToChecksumString(),
        AbiKind.Bool => value.Flag,
        AbiKind.String => value.Text,
        AbiKind.Array => new JsonArray([.. value.Items.Select(item => Of(type.Element!, item))]),
        AbiKind.Tuple => Members(type, value),
        _ => Hex.Format(value.Bytes),
    };

    public static JsonArray Members(AbiType tuple, AbiValue values) =>
        new([.. tuple.Components.Zip(values.Items, (member, value) => Of(member.Type, value))]);
}
