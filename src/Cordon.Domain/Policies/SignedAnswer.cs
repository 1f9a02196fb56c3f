using System.Text.Json;
using Cordon.Domain.Json;
using Cordon.Ethereum;

namespace Cordon.Domain.Policies;

/// <summary>What the owners of a Safe are said to have answered. Nothing follows from it before the signature is
/// checked on the chain.</summary>
/// <param name="IsYes">Whether it is to be done.</param>
/// <param name="AskedAt">When the question was asked that this answers.</param>
/// <param name="Signature">0x and hex digits; what the Safe's <c>isValidSignature</c> takes.</param>
public sealed record SignedAnswer(bool IsYes, DateTimeOffset AskedAt, string Signature)
{
    /// <summary>The longest signature in bytes: some fifty owners, or a few contracts with signatures of their own.
    /// </summary>
    public const int SignatureBytesMax = 8_192;

    private const string Confirm = "confirm";
    private const string Refuse = "refuse";

    /// <summary>The word for it: <c>confirm</c> or <c>refuse</c>.</summary>
    public static string WordOf(bool isYes) => isYes ? Confirm : Refuse;

    /// <summary>Whether a text is a signature that may be kept: 0x and whole bytes, not too many. No bytes at all
    /// stand for what the Safe itself has signed on the chain.</summary>
    public static bool IsSignature(string text) => text.Length <= 2 + (2 * SignatureBytesMax)
        && text.StartsWith("0x", StringComparison.Ordinal) && Hex.TryParse(text, out _);

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteString("says", WordOf(IsYes));
        writer.WriteString("askedAt", AskedAt);
        writer.WriteString("signature", Signature);
    }

    /// <exception cref="FormatException">A field is missing or not what it should be; the message names it.</exception>
    internal static SignedAnswer Read(JsonElement json)
    {
        bool isYes = json.Text("says") switch
        {
            Confirm => true,
            Refuse => false,
            _ => throw new FormatException("field 'says' is not what it should be: expected confirm or refuse."),
        };
        string signature = json.Text("signature");
        if (!IsSignature(signature))
            throw new FormatException("field 'signature' is not what it should be: expected 0x and hex digits.");
        return new SignedAnswer(isYes, json.Time("askedAt"), signature);
    }
}
