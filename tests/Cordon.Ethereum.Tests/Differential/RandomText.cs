using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cordon.Ethereum.Tests;

/// <summary>Text of every alphabet with control characters, quotes and escapes.</summary>
internal static class RandomText
{
    public static string Next(Random random)
    {
        string text = Any(random);
        while (IsJsonObject(text)) text = Any(random); // cast prints the object, whose text is not known from that
        return text;
    }

    private static string Any(Random random)
    {
        var text = new StringBuilder();
        for (int i = random.Next(40); i > 0; i--)
        {
            int scalar = random.Next(4) switch
            {
                0 => random.Next(0x20),
                1 => "\"\\'/{}[],`\u2028"[random.Next(11)],
                2 => random.Next(0x20, 0x7f), // what cast prints loses U+007F to U+009F
                _ => random.Next(0xa0, 0x110000),
            };
            if (Rune.TryCreate(scalar, out Rune rune)) text.Append(rune);
        }

        return text.ToString();
    }

    private static bool IsJsonObject(string text)
    {
        if (!text.TrimStart().StartsWith('{')) return false;
        try
        {
            return JsonNode.Parse(text) is JsonObject;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
