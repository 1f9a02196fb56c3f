using System.Collections.Generic;
using System.Linq;
using Cordon.Ethereum.Bindings.Json;

namespace Cordon.Ethereum.Bindings.Abi;

/// <summary>
/// Reads a bare ABI list, or an artifact of solc, Hardhat, Truffle, Waffle, Foundry or Remix with <c>abi</c> inside.
/// </summary>
internal static class ContractAbiReader
{
    private const int TopicsMax = 3;

    /// <summary>Entries in the order of the file, without fallback and receive.</summary>
    /// <exception cref="JsonFormatException">The text is not JSON.</exception>
    /// <exception cref="AbiException">An entry breaks a rule of the ABI.</exception>
    public static ContractAbi Read(string json)
    {
        JsonNode root = JsonParser.Parse(json);
        JsonNode? list = root.Kind == JsonKind.List ? root : root["abi"];
        if (list is not { Kind: JsonKind.List })
            throw new AbiException("abi", "expected a list of entries, or an object with such a list in 'abi'",
                list?.Offset ?? root.Offset);

        var entries = new List<AbiEntry>();
        for (int i = 0; i < list.Items.Count; i++)
        {
            if (ReadEntry(list.Items[i], $"abi[{i}]") is not { } entry) continue;

            AbiEntry? same = entries.FirstOrDefault(e => e.Kind == entry.Kind && e.Signature == entry.Signature);
            if (same is not null)
                throw new AbiException(entry.Path, $"repeats {same.Path}: {entry.Signature}", entry.Offset);
            entries.Add(entry);
        }

        return new ContractAbi(entries, ReadBytecode(root));
    }

    private static AbiEntry? ReadEntry(JsonNode node, string path)
    {
        if (node.Kind != JsonKind.Object) throw new AbiException(path, "expected an object", node.Offset);

        JsonNode? type = node["type"];
        AbiEntryKind kind;
        switch (type?.Text)
        {
            case null or "function": kind = AbiEntryKind.Function; break; // absent in ABIs before 2016
            case "event": kind = AbiEntryKind.Event; break;
            case "error": kind = AbiEntryKind.Error; break;
            case "constructor": kind = AbiEntryKind.Constructor; break;
            case "fallback" or "receive": return null;
            default:
                throw new AbiException($"{path}.type",
                    $"'{type.Text}' is not one of function, constructor, event, error, fallback, receive", type.Offset);
        }

        var entry = new AbiEntry(kind, ReadName(node, kind, path), path, node.Offset)
        {
            Inputs = ReadParameters(node, "inputs", isRequired: kind != AbiEntryKind.Constructor, path),
            Outputs = ReadParameters(node, "outputs", isRequired: false, path),
            IsAnonymous = kind == AbiEntryKind.Event && node["anonymous"]?.Kind == JsonKind.True,
        };

        int indexed = entry.Inputs.Count(i => i.IsIndexed);
        int indexedMax = entry.IsAnonymous ? TopicsMax + 1 : TopicsMax;
        if (kind == AbiEntryKind.Event && indexed > indexedMax)
            throw new AbiException($"{path}.inputs", $"{indexed} indexed inputs; an event has at most {indexedMax}",
                node.Offset);

        return entry;
    }

    private static string ReadName(JsonNode node, AbiEntryKind kind, string path)
    {
        if (kind == AbiEntryKind.Constructor) return "constructor";

        JsonNode? name = node["name"];
        bool isIdentifier = name is { Kind: JsonKind.Text, Text.Length: > 0 }
            && name.Text.All(c => c is '_' or '$' || (c < 128 && char.IsLetterOrDigit(c)))
            && !char.IsDigit(name.Text[0]);
        return isIdentifier
            ? name!.Text
            : throw new AbiException($"{path}.name", "expected a Solidity identifier", name?.Offset ?? node.Offset);
    }

    private static IReadOnlyList<AbiParameter> ReadParameters(
        JsonNode node, string member, bool isRequired, string path)
    {
        JsonNode? list = node[member];
        if (list is null && !isRequired) return [];
        if (list is not { Kind: JsonKind.List })
            throw new AbiException($"{path}.{member}", "expected a list", list?.Offset ?? node.Offset);

        return AbiTypeParser.ParseList(list, $"{path}.{member}");
    }

    private static string? ReadBytecode(JsonNode root)
    {
        JsonNode? code = root["bytecode"] ?? root["evm"]?["bytecode"] ?? root["data"]?["bytecode"];
        if (code?.Kind == JsonKind.Object) code = code["object"];
        if (code is not { Kind: JsonKind.Text }) return null;

        string hex = code.Text.StartsWith("0x", System.StringComparison.Ordinal) ? code.Text.Substring(2) : code.Text;
        // An interface has none; "__" marks the address of a library that only the deployer knows.
        if (hex.Length == 0 || hex.Contains("__")) return null;

        bool isHex = hex.Length % 2 == 0
            && hex.All(c => c is (>= '0' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F'));
        return isHex ? hex : throw new AbiException("bytecode", "expected an even number of hex digits", code.Offset);
    }
}
