using System.Text.Json.Nodes;

namespace Cordon.Ethereum.Tests;

/// <summary>EIP-712 documents with random structs, arrays and elementary members.</summary>
internal static class RandomTypedData
{
    public static JsonObject Next(Random random)
    {
        JsonArray inner = Members(random, random.Next(1, 4), "x", mayNest: false);
        JsonArray outer = Members(random, random.Next(1, 5), "y", mayNest: true);
        var types = new JsonObject
        {
            ["EIP712Domain"] = new JsonArray(Member("name", "string"), Member("chainId", "uint256")),
            ["Outer"] = outer,
            ["Inner"] = inner,
        };
        return new JsonObject
        {
            ["types"] = types,
            ["primaryType"] = "Outer",
            ["domain"] = new JsonObject { ["name"] = Word(random), ["chainId"] = random.Next() },
            ["message"] = Struct(random, "Outer", types),
        };
    }

    private static JsonArray Members(Random random, int count, string prefix, bool mayNest)
    {
        var members = new JsonArray();
        for (int i = 0; i < count; i++) members.Add(Member($"{prefix}{i}", TypeName(random, mayNest)));
        return members;
    }

    private static JsonObject Member(string name, string type) => new() { ["name"] = name, ["type"] = type };

    private static string TypeName(Random random, bool mayNest)
    {
        string element = random.Next(mayNest ? 9 : 7) switch
        {
            0 => "string",
            1 => "bytes",
            2 => "address",
            3 => "bool",
            4 => $"bytes{random.Next(1, 33)}",
            5 => $"uint{8 * random.Next(1, 33)}",
            6 => $"int{8 * random.Next(1, 33)}",
            _ => "Inner",
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
            AbiKind.String => Word(random),
            AbiKind.Bool => value.Flag,
            AbiKind.Address => value.Address.ToString(),
            AbiKind.Int => value.Word.ToSignedString(),
            AbiKind.UInt => value.Word.ToString(),
            _ => Hex.Format(value.Bytes),
        };
    }

    private static string Word(Random random) =>
        new([.. Enumerable.Range(0, random.Next(30)).Select(_ => (char)random.Next('a', 'z' + 1))]);
}
