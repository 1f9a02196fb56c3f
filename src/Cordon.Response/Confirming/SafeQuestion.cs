using System.Text;
using System.Text.Json;
using Cordon.Domain.Policies;
using Cordon.Ethereum;

namespace Cordon.Response.Confirming;

/// <summary>What the owners of a Safe are asked to sign about a decision: EIP-712 typed data that names the decision,
/// what would be done to whom for how long, the answer, and until when it counts.</summary>
/// <remarks>
/// A Safe's owners do not sign the digest of a message but that of a <c>SafeMessage</c> around it, which is bound to
/// the Safe (CompatibilityFallbackHandler, Safe 1.3 and later; ERC-1271). Both hashes are worked out here; the Safe
/// works them out again when it is asked.
/// </remarks>
/// <param name="Decision">What waits for the answer.</param>
/// <param name="AskedAt">When it was asked, to the millisecond: part of what is signed, so that an answer is good for
/// one question alone.</param>
/// <param name="Chain">Id of the chain on which it would be done, and on which the Safe is.</param>
/// <param name="By">Whose owners answer.</param>
public sealed record SafeQuestion(
    ResponseDecision Decision, DateTimeOffset AskedAt, ulong Chain, ConfirmingSafe By)
{
    private const string DomainName = "Cordon decision";
    private const string DomainVersion = "1";

    private static readonly (string Type, string Name)[] Members =
    [
        ("string", "decision"), ("string", "action"), ("string", "protocol"), ("uint256", "chain"),
        ("string", "incident"), ("uint256", "durationSeconds"), ("uint256", "askedAtMs"), ("string", "answer"),
        ("uint256", "expires"),
    ];

    private static readonly Hash256 TypeHash = Keccak256.HashUtf8(
        $"Answer({string.Join(',', Members.Select(member => $"{member.Type} {member.Name}"))})");

    /// <summary>The first moment at which no answer counts any more; whole seconds.</summary>
    public DateTimeOffset Expires => DateTimeOffset.FromUnixTimeSeconds((AskedAt + By.Within).ToUnixTimeSeconds());

    /// <summary>The digest of an answer, which the Safe's <c>isValidSignature</c> is asked about.</summary>
    public Hash256 Digest(bool isYes)
    {
        List<byte> encoded = [.. TypeHash.ToArray()];
        foreach (object value in Values(isYes))
        {
            encoded.AddRange(value is string text
                ? Keccak256.HashUtf8(text).ToArray()
                : new Hash256((UInt256)(ulong)value).ToArray());
        }

        return new Eip712Domain
        {
            Name = DomainName,
            Version = DomainVersion,
            ChainId = Chain,
            VerifyingContract = By.Account,
        }.Digest(Keccak256.Hash([.. encoded]));
    }

    /// <summary>The hash that each owner signs: that of the SafeMessage around the digest.</summary>
    public Hash256 OwnersHash(bool isYes) => Message(isYes).Hash();

    /// <summary>The answer as typed data, for a wallet that signs in the Safe's name (eth_signTypedData_v4).</summary>
    public string TypedData(bool isYes)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes))
        {
            json.WriteStartObject();
            json.WriteStartObject("types");
            WriteType(json, "EIP712Domain",
                [("string", "name"), ("string", "version"), ("uint256", "chainId"), ("address", "verifyingContract")]);
            WriteType(json, "Answer", Members);
            json.WriteEndObject();
            json.WriteString("primaryType", "Answer");
            json.WriteStartObject("domain");
            json.WriteString("name", DomainName);
            json.WriteString("version", DomainVersion);
            json.WriteNumber("chainId", Chain);
            json.WriteString("verifyingContract", By.Account.ToString());
            json.WriteEndObject();
            json.WriteStartObject("message");
            foreach (((_, string name), object value) in Members.Zip(Values(isYes)))
            {
                if (value is string text) json.WriteString(name, text);
                else json.WriteString(name, $"{value}");
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>The SafeMessage as typed data, for an owner's own wallet.</summary>
    public string OwnersTypedData(bool isYes) => Message(isYes).TypedData();

    private SafeMessage Message(bool isYes) => new(Chain, By.Account, Digest(isYes));

    private object[] Values(bool isYes) =>
    [
        Decision.Key, ResponseDecisionJson.NameOf(Decision.Action), Decision.Protocol, Chain, Decision.Incident,
        (ulong)Decision.Duration.TotalSeconds, (ulong)AskedAt.ToUnixTimeMilliseconds(), SignedAnswer.WordOf(isYes),
        (ulong)Expires.ToUnixTimeSeconds(),
    ];

    private static void WriteType(
        Utf8JsonWriter json, string name, IEnumerable<(string Type, string Name)> members)
    {
        json.WriteStartArray(name);
        foreach ((string type, string member) in members)
        {
            json.WriteStartObject();
            json.WriteString("name", member);
            json.WriteString("type", type);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
