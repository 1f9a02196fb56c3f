using System.Text.Json;
using Cordon.Domain.Policies;
using Cordon.Ethereum;

namespace Cordon.Node.Dashboard;

/// <summary>What a person answers on the page.</summary>
/// <param name="Key">Of the decision.</param>
/// <param name="By">Who, for the record.</param>
/// <param name="Signatures">Of a Safe's owners; null where none were given.</param>
internal sealed record AnswerRequest(string Key, bool IsYes, string By, IReadOnlyList<byte[]>? Signatures)
{
    private const int KeyMax = 200;
    private const int NameMax = 100;
    private const int SignaturesMax = 64;

    /// <summary>Reads a body.</summary>
    /// <exception cref="FormatException">It is not what it should be; the message says where and what was expected.
    /// </exception>
    public static AnswerRequest Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 4 });
            JsonElement root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object) throw new FormatException("expected a JSON object");
            foreach (JsonProperty member in root.EnumerateObject())
            {
                if (member.Name is not ("key" or "answer" or "by" or "signatures"))
                    throw new FormatException("expected the members key, answer, by and signatures, found another");
            }

            string answer = Text(root, "answer", KeyMax);
            if (answer != SignedAnswer.WordOf(true) && answer != SignedAnswer.WordOf(false))
                throw new FormatException("answer: expected confirm or refuse");
            return new AnswerRequest(
                Text(root, "key", KeyMax), answer == SignedAnswer.WordOf(true),
                root.TryGetProperty("by", out _) ? Text(root, "by", NameMax) : "somebody",
                root.TryGetProperty("signatures", out JsonElement list) ? Signed(list) : null);
        }
        catch (JsonException wrong)
        {
            throw new FormatException(
                $"not JSON at line {wrong.LineNumber + 1}, byte {wrong.BytePositionInLine + 1}", wrong);
        }
        catch (InvalidOperationException wrong) // a text with half a surrogate pair
        {
            throw new FormatException("a text is not Unicode", wrong);
        }
    }

    private static string Text(JsonElement root, string name, int max)
    {
        string? text = root.TryGetProperty(name, out JsonElement member) && member.ValueKind == JsonValueKind.String
            ? member.GetString()
            : null;
        return text is { Length: > 0 } && text.Length <= max && !text.Any(char.IsControl)
            ? text
            : throw new FormatException($"{name}: expected a text of 1 to {max} printable characters");
    }

    private static byte[][] Signed(JsonElement list)
    {
        const string Expected = "signatures: expected a list of 0x and hex digits";
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() is 0 or > SignaturesMax)
            throw new FormatException(Expected);
        return [.. list.EnumerateArray().Select(item =>
            item.ValueKind == JsonValueKind.String && SignedAnswer.IsSignature(item.GetString()!)
                ? Hex.Parse(item.GetString()!)
                : throw new FormatException(Expected))];
    }
}
