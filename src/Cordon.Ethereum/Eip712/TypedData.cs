using System.Text.Json;

namespace Cordon.Ethereum;

/// <summary>
/// Typed structured data as wallets take them (eth_signTypedData_v4): types, domain and message in one JSON.
/// </summary>
public sealed class TypedData
{
    private const string DomainType = "EIP712Domain";

    private static readonly TypedMember[] DomainMembers =
    [
        new("name", "string"), new("version", "string"), new("chainId", "uint256"),
        new("verifyingContract", "address"), new("salt", "bytes32"),
    ];

    private readonly TypedDataTypes _types;
    private readonly JsonElement _domain;
    private readonly JsonElement _message;

    private TypedData(TypedDataTypes types, string primaryType, JsonElement domain, JsonElement message) =>
        (_types, PrimaryType, _domain, _message) = (types, primaryType, domain, message);

    /// <summary>The type of the message.</summary>
    public string PrimaryType { get; }

    /// <summary>Parses an object with types, primaryType, domain and message.</summary>
    /// <remarks>Where the types leave out EIP712Domain, it has those of its five fields that the domain has.</remarks>
    /// <exception cref="FormatException">It is not that, or a type is unknown; the message has the path.</exception>
    public static TypedData Parse(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement.Clone();
            JsonElement domain = Required(root, "domain");
            string primaryType = Required(root, "primaryType").GetString() ?? "";
            Dictionary<string, TypedMember[]> structs = ReadTypes(Required(root, "types"));
            structs.TryAdd(DomainType, [.. DomainMembers.Where(member => domain.TryGetProperty(member.Name, out _))]);
            var types = new TypedDataTypes(structs);
            return types.IsStruct(primaryType)
                ? new TypedData(types, primaryType, domain, Required(root, "message"))
                : throw new FormatException($"EIP-712, primaryType: '{primaryType}' is not among the types.");
        }
        catch (JsonException error)
        {
            throw new FormatException($"EIP-712, line {error.LineNumber + 1}: {error.Message}", error);
        }
        catch (InvalidOperationException error)
        {
            throw new FormatException($"EIP-712: a part has the wrong JSON type. {error.Message}", error);
        }
    }

    /// <summary>The type's text with those it refers to: <c>Mail(Person from,…)Person(string name,…)</c>.</summary>
    public string EncodeType(string name) => _types.EncodeType(name);

    /// <summary>The domain's hash.</summary>
    /// <exception cref="FormatException">A value does not fit its type; the message has the path.</exception>
    public Hash256 DomainSeparator() => new TypedDataHasher(_types).HashStruct(DomainType, _domain, "domain");

    /// <summary>The message's hash.</summary>
    /// <exception cref="FormatException">A value does not fit its type; the message has the path.</exception>
    public Hash256 MessageHash() => new TypedDataHasher(_types).HashStruct(PrimaryType, _message, "message");

    /// <summary>What is hashed for the message: its type hash and one word a member.</summary>
    /// <exception cref="FormatException">A value does not fit its type; the message has the path.</exception>
    public byte[] EncodeMessage() => new TypedDataHasher(_types).EncodeStruct(PrimaryType, _message, "message");

    /// <summary>The hash that is signed.</summary>
    /// <exception cref="FormatException">A value does not fit its type; the message has the path.</exception>
    public Hash256 Digest() => Eip712Domain.Digest(DomainSeparator(), MessageHash());

    private static Dictionary<string, TypedMember[]> ReadTypes(JsonElement types)
    {
        var structs = new Dictionary<string, TypedMember[]>();
        foreach (JsonProperty type in types.EnumerateObject())
        {
            structs[type.Name] = [.. type.Value.EnumerateArray().Select(member => new TypedMember(
                Required(member, "name").GetString() ?? "", Required(member, "type").GetString() ?? ""))];
        }

        return structs;
    }

    private static JsonElement Required(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement value)
            ? value
            : throw new FormatException($"EIP-712: '{name}' is missing.");
}
