using System.Text.Json;
using Cordon.Cli.Terminal;
using Cordon.Ethereum;

namespace Cordon.Cli.Council;

/// <summary>Reads the JSON in which the Safe transaction service and wallets pass transactions on.</summary>
/// <remarks>Its own decoding (<c>dataDecoded</c>) and its word on who signed are never used: they are what an attacker
/// of the service would change.</remarks>
internal sealed class SafeTransactionReader
{
    public const int BytesMax = 4 * 1024 * 1024;
    private const int ConfirmationsMax = 1_000;

    private readonly string _name;

    private SafeTransactionReader(string name) => _name = name;

    /// <param name="json">The document.</param>
    /// <param name="name">Where it came from, for messages.</param>
    /// <exception cref="CommandException">It is no Safe transaction; the message names the field.</exception>
    public static SafeTransaction Read(ReadOnlyMemory<byte> json, string name)
    {
        var reader = new SafeTransactionReader(name);
        if (json.Length > BytesMax) throw reader.Fault("", $"at most {BytesMax} bytes", $"{json.Length}");
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 32 });
            return reader.Transaction(document.RootElement);
        }
        catch (JsonException wrong)
        {
            throw CommandException.BadInput(
                $"{name}:{wrong.LineNumber + 1}: expected the JSON of a Safe transaction: {wrong.Message}", wrong);
        }
        catch (InvalidOperationException wrong)
        {
            // A name or text that is no Unicode shows only when it is asked for.
            throw CommandException.BadInput($"{name}: expected texts in UTF-8: {wrong.Message}", wrong);
        }
    }

    private SafeTransaction Transaction(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object) throw Fault("", "an object", Kind(root));
        foreach (IGrouping<string, JsonProperty> same in root.EnumerateObject().GroupBy(member => member.Name))
        {
            // Readers differ in which of two they take; a signer must not be shown the other one.
            if (same.Count() > 1) throw Fault(same.Key, "the field once", $"{same.Count()} times");
        }

        return new SafeTransaction
        {
            Safe = AddressOf(root, "safe") ?? throw Fault("safe", "an address", "nothing"),
            To = AddressOf(root, "to") ?? throw Fault("to", "an address", "nothing"),
            Value = Number(root, "value", isRequired: true),
            Data = Bytes(root, "data"),
            IsDelegateCall = Operation(root),
            SafeTxGas = Number(root, "safeTxGas"),
            BaseGas = Number(root, "baseGas"),
            GasPrice = Number(root, "gasPrice"),
            GasToken = AddressOf(root, "gasToken") ?? Address.Zero,
            RefundReceiver = AddressOf(root, "refundReceiver") ?? Address.Zero,
            Nonce = Number(root, "nonce", isRequired: true),
            ClaimedHash = HashOf(root, "safeTxHash") ?? HashOf(root, "contractTransactionHash"),
            ClaimedChain = Member(root, "chainId") is null ? null : Number(root, "chainId"),
            Confirmations = Confirmations(root),
        };
    }

    private List<SafeConfirmation> Confirmations(JsonElement root)
    {
        List<SafeConfirmation> found = [];
        if (Member(root, "confirmations") is not { } list) return found;
        if (list.ValueKind != JsonValueKind.Array) throw Fault("confirmations", "a list", Kind(list));
        if (list.GetArrayLength() > ConfirmationsMax)
            throw Fault("confirmations", $"at most {ConfirmationsMax}", $"{list.GetArrayLength()}");
        foreach (JsonElement item in list.EnumerateArray())
        {
            string place = $"confirmations[{found.Count}]";
            if (item.ValueKind != JsonValueKind.Object) throw Fault(place, "an object", Kind(item));
            Address owner = AddressOf(item, "owner", place) ?? throw Fault($"{place}.owner", "an address", "nothing");
            found.Add(new SafeConfirmation(owner, Bytes(item, "signature", place), place));
        }

        return found;
    }

    private bool Operation(JsonElement root)
    {
        UInt256 operation = Number(root, "operation", isRequired: true);
        return operation <= UInt256.One
            ? !operation.IsZero
            : throw Fault("operation", "0 (call) or 1 (delegatecall)", operation.ToString());
    }

    private UInt256 Number(JsonElement parent, string field, bool isRequired = false)
    {
        if (Member(parent, field) is not { } value)
            return isRequired ? throw Fault(field, "a number", "nothing") : UInt256.Zero;
        string text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number => value.GetRawText(),
            _ => throw Fault(field, "a number", Kind(value)),
        };
        return UInt256.TryParse(text, out UInt256 number)
            ? number
            : throw Fault(field, "a whole number from 0 to 2^256 - 1", $"'{Shorten(text)}'");
    }

    private Address? AddressOf(JsonElement parent, string field, string place = "")
    {
        if (Text(parent, field, place) is not { } text) return null;
        if (!Address.TryParse(text, out Address address))
            throw Fault(Join(place, field), "an address, 0x and 40 hex digits", $"'{Shorten(text)}'");
        // Mixed case is a checksum: a digit that was changed by hand shows.
        bool isPlain = !text[2..].Any(char.IsAsciiLetterUpper) || !text[2..].Any(char.IsAsciiLetterLower);
        return isPlain || text == address.ToChecksumString()
            ? address
            : throw Fault(Join(place, field), $"the checksum of {address.ToChecksumString()}", $"'{text}'");
    }

    private Hash256? HashOf(JsonElement parent, string field)
    {
        if (Text(parent, field, "") is not { } text) return null;
        return Hash256.TryParse(text, out Hash256 hash)
            ? hash
            : throw Fault(field, "0x and 64 hex digits", $"'{Shorten(text)}'");
    }

    private byte[] Bytes(JsonElement parent, string field, string place = "")
    {
        if (Text(parent, field, place) is not { } text) return [];
        return Hex.TryParse(text, out byte[] bytes)
            ? bytes
            : throw Fault(Join(place, field), "0x and an even number of hex digits", $"'{Shorten(text)}'");
    }

    private string? Text(JsonElement parent, string field, string place)
    {
        if (Member(parent, field) is not { } value) return null;
        return value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : throw Fault(Join(place, field), "a text", Kind(value));
    }

    private static JsonElement? Member(JsonElement parent, string field) =>
        parent.TryGetProperty(field, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string Join(string place, string field) => place.Length == 0 ? field : $"{place}.{field}";

    private static string Kind(JsonElement value) => value.ValueKind.ToString().ToLowerInvariant();

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..57] + "...";

    private CommandException Fault(string field, string expected, string found) => CommandException.BadInput(
        $"{_name}: {(field.Length == 0 ? "" : field + ": ")}expected {expected}, found {found}");
}
