using System.Collections.Generic;
using System.Globalization;
using Cordon.Ethereum.Bindings.Json;

namespace Cordon.Ethereum.Bindings.Abi;

/// <summary>Reads the <c>type</c>, <c>components</c> and <c>internalType</c> members of one parameter.</summary>
internal static class AbiTypeParser
{
    // Far above anything a compiler emits; keeps a head below 1 MiB and the generated code small.
    private const int FixedLengthMax = 1024;

    public static AbiType Parse(JsonNode parameter, string path)
    {
        JsonNode? typeNode = parameter["type"];
        if (typeNode is not { Kind: JsonKind.Text })
            throw new AbiException(path, "expected a member 'type' with a text", parameter.Offset);

        string text = typeNode.Text;
        int bracket = text.IndexOf('[');
        string stem = bracket < 0 ? text : text.Substring(0, bracket);
        AbiType? type = stem == "tuple" ? ParseTuple(parameter, path) : ParseElementary(stem);
        if (type is null)
            throw new AbiException($"{path}.type", $"'{text}' is not an ABI type", typeNode.Offset);

        return bracket < 0 ? type : ParseArrays(type, text, bracket, path, typeNode.Offset);
    }

    private static AbiType ParseTuple(JsonNode parameter, string path)
    {
        JsonNode? components = parameter["components"];
        if (components is not { Kind: JsonKind.List, Items.Count: > 0 })
            throw new AbiException(path, "a tuple needs a non-empty list 'components'", parameter.Offset);

        return AbiType.TupleOf(ParseList(components, $"{path}.components"), StructName(parameter["internalType"]));
    }

    public static IReadOnlyList<AbiParameter> ParseList(JsonNode list, string path)
    {
        var parameters = new List<AbiParameter>(list.Items.Count);
        for (int i = 0; i < list.Items.Count; i++)
        {
            JsonNode item = list.Items[i];
            string at = $"{path}[{i}]";
            if (item.Kind != JsonKind.Object) throw new AbiException(at, "expected an object", item.Offset);

            JsonNode? name = item["name"];
            if (name is not null && name.Kind != JsonKind.Text)
                throw new AbiException($"{at}.name", "expected a text", name.Offset);

            parameters.Add(new AbiParameter(name?.Text ?? "", Parse(item, at), item["indexed"]?.Kind == JsonKind.True));
        }

        return parameters;
    }

    private static AbiType? ParseElementary(string name) => name switch
    {
        "address" => AbiType.Elementary(AbiKind.Address, name),
        "bool" => AbiType.Elementary(AbiKind.Bool, name),
        "string" => AbiType.Elementary(AbiKind.Text, name),
        "bytes" => AbiType.Elementary(AbiKind.Bytes, name),
        "function" => AbiType.Elementary(AbiKind.FixedBytes, name, 24),
        "uint" => AbiType.Elementary(AbiKind.UInt, "uint256", 256), // hand-written ABIs use the alias
        "int" => AbiType.Elementary(AbiKind.Int, "int256", 256),
        _ => ParseSized(name, "uint", AbiKind.UInt, step: 8, max: 256)
            ?? ParseSized(name, "int", AbiKind.Int, step: 8, max: 256)
            ?? ParseSized(name, "bytes", AbiKind.FixedBytes, step: 1, max: 32),
    };

    private static AbiType? ParseSized(string name, string stem, AbiKind kind, int step, int max)
    {
        if (!name.StartsWith(stem, System.StringComparison.Ordinal)) return null;

        bool isSize = TryParseCount(name.Substring(stem.Length), out int size);
        return isSize && size <= max && size % step == 0 ? AbiType.Elementary(kind, name, size) : null;
    }

    private static AbiType ParseArrays(AbiType element, string text, int at, string path, int offset)
    {
        while (at < text.Length)
        {
            int close = text.IndexOf(']', at);
            if (text[at] != '[' || close < 0)
                throw new AbiException($"{path}.type", $"'{text}' is not an ABI type", offset);

            string length = text.Substring(at + 1, close - at - 1);
            if (length.Length == 0)
                element = AbiType.ArrayOf(element);
            else if (TryParseCount(length, out int count) && count <= FixedLengthMax)
                element = AbiType.FixedArrayOf(element, count);
            else
                throw new AbiException($"{path}.type",
                    $"array length '{length}' is not in 1..{FixedLengthMax}", offset);

            if (element.HeadBytes > FixedLengthMax * 32)
                throw new AbiException($"{path}.type", $"'{text}' takes over {FixedLengthMax} words", offset);

            at = close + 1;
        }

        return element;
    }

    private static bool TryParseCount(string text, out int count) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count > 0 && text[0] != '0';

    // "struct Market.Position[]" names Position; anything else (enums, contracts) names no tuple.
    private static string? StructName(JsonNode? internalType)
    {
        const string Prefix = "struct ";
        string text = internalType?.Text ?? "";
        if (!text.StartsWith(Prefix, System.StringComparison.Ordinal)) return null;

        string name = text.Substring(Prefix.Length);
        int bracket = name.IndexOf('[');
        if (bracket >= 0) name = name.Substring(0, bracket);
        return name.Substring(name.LastIndexOf('.') + 1);
    }
}
