using System.Text.Json.Nodes;

namespace Cordon.Ethereum.Tests;

/// <summary>
/// EIP-712 documents: structs within structs within structs, arrays of anything, every elementary type, any of the
/// domain's fields, text of every alphabet.
/// </summary>
internal static class RandomTypedData
{
    private static readonly (string Name, string Type)[] DomainFields =
    [
        ("name", "string"), ("version", "string"), ("chainId", "uint256"), ("verifyingContract", "address"),
        ("salt", "bytes32"),
    ];

    public static JsonObject Next(Random random)
    {
        (string Name, string Type)[] fields = [.. DomainFields.Where(_ => random.Next(3) > 0)];
        var types = new JsonObject
        {
            ["EIP712Domain"] = new JsonArray([.. fields.Select(field => Member(field.Name, field.Type))]),
            ["Outer"] = Members(random, random.Next(1, 5), "y", "Inner"),
            ["Leaf"] = Members(random, random.Next(1, 3), "z", nested: null),
            ["Inner"] = Members(random, random.Next(1, 4), "x", "Leaf"),
        };
        return new JsonObject
        {
            ["types"] = types,
            ["primaryType"] = "Outer",
            ["domain"] = Struct(random, "EIP712Domain", types),
            ["message"] = Struct(random, "Outer", types),
        };
    }

    private static JsonArray Members(Random random, int count, string prefix, string? nested)
    {
        var members = new JsonArray();
        for (int i = 0; i < count; i++) members.Add(Member($"{prefix}{i}", TypeName(random, nested)));
        return members;
    }

    private static JsonObject Member(string name, string type) => new() { ["name"] = name, ["type"] = type };

    private static string TypeName(Random random, string? nested)
    {
        string element = random.Next(nested is null ? 7 : 9) switch
        {
            0 => "string",
            1 => "bytes",
            2 => "address",
            3 => "bool",
            4 => $"bytes{random.Next(1, 33)}",
            5 => $"uint{8 * random.Next(1, 33)}",
            6 => $"int{8 * random.Next(1, 33)}",
            _ => nested!,
        };
        return random.Next(6) switch { 0 => element + "[]", 1 => element + "[2]", 2 => element + "[][]", _ => element };
    }

    private static JsonObject Struct(Random random, string name, JsonObject types)
    {
        var value = new JsonObject();
        foreach (JsonNode? member in (JsonArray)types[name]!)
            value[(string)member!["name"]!] = Value(random, (string)member["type"]!, types);
        return value;
    }

    private static JsonNode Value(Random random, string type, JsonObject types)
    {
        if (type.EndsWith(']'))
        {
            int open = type.LastIndexOf('[');
            int count = type.EndsWith("[2]", StringComparison.Ordinal) ? 2 : random.Next(3);
            return new JsonArray([.. Enumerable.Range(0, count).Select(_ => Value(random, type[..open], types))]);
        }

        if (types.ContainsKey(type)) return Struct(random, type, types);

        AbiType abi = AbiType.Parse(type);
        AbiValue value = RandomAbi.NextValue(random, abi);
        return abi.Kind switch
        {
            AbiKind.String => RandomText.Next(random),
            AbiKind.Bool => value.Flag,
            AbiKind.Address => value.Address.ToString(),
            AbiKind.Int => value.Word.ToSignedString(),
            AbiKind.UInt => value.Word.ToString(),
            _ => Hex.Format(value.Bytes),
        };
    }
}
