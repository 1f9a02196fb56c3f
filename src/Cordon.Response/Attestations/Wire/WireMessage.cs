using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Cordon.Domain.Attestations;
using Cordon.Ethereum;

namespace Cordon.Response.Attestations.Wire;

/// <summary>What one node tells another. spec/attestations.schema.json is its schema.</summary>
/// <param name="Attestations">Of anybody; each signed by its own signer. Those that contracts signed are an array of
/// their own on the wire, which nodes that do not know it pass over.</param>
/// <param name="Submitted">Incidents whose quorum the sender submits to the chain.</param>
internal sealed record WireMessage(ImmutableArray<Attestation> Attestations, ImmutableArray<Hash256> Submitted)
{
    private const int ContractDigitsMax = 2 * AttestationSignature.ContractBytesMax;

    private static readonly AttestationSignature Unsigned = AttestationSignature.OfContract([]);
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 4, AllowDuplicateProperties = false };

    public byte[] Write()
    {
        var bytes = new ArrayBufferWriter<byte>(64 + (Attestations.Length * 320));
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteStartArray("attestations");
            foreach (Attestation attestation in Attestations.Where(each => !each.Signature.IsContract))
                Write(json, attestation);
            json.WriteEndArray();
            if (Attestations.Any(each => each.Signature.IsContract))
            {
                json.WriteStartArray("contractAttestations");
                foreach (Attestation attestation in Attestations.Where(each => each.Signature.IsContract))
                    Write(json, attestation);
                json.WriteEndArray();
            }

            json.WriteStartArray("submitted");
            foreach (Hash256 incident in Submitted) json.WriteStringValue(incident.ToString());
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Reads what a stranger wrote. Members it does not know are passed over.</summary>
    /// <param name="attestationsMax">More are refused; one of a contract counts for <see
    /// cref="WireLimits.ContractShare"/>.</param>
    /// <exception cref="FormatException">It is no message; the text names the member, or the byte.</exception>
    public static WireMessage Read(ReadOnlyMemory<byte> utf8, int attestationsMax)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8, Strict);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) throw new FormatException("expected an object");
            ImmutableArray<Attestation> accounts = Items(root, "attestations", attestationsMax, ReadAttestation);
            int left = (attestationsMax - accounts.Length) / WireLimits.ContractShare;
            return new WireMessage(
                accounts.AddRange(Items(root, "contractAttestations", left, ReadContractAttestation)),
                Items(root, "submitted", WireLimits.SubmittedMax, ReadHash));
        }
        catch (JsonException e)
        {
            throw new FormatException($"no JSON at byte {e.BytePositionInLine} of line {e.LineNumber}", e);
        }
        catch (InvalidOperationException e)
        {
            // The parser passes over the bytes of a text until it is read.
            throw new FormatException("a text is no UTF-8", e);
        }
    }

    private static void Write(Utf8JsonWriter json, Attestation attestation)
    {
        json.WriteStartObject();
        json.WriteString("incident", attestation.Incident.ToString());
        json.WriteString("verdict", attestation.Verdict == Verdict.Attack ? "attack" : "noAttack");
        json.WriteString("signer", attestation.Signer.ToString());
        json.WriteString("signature", attestation.Signature.ToString());
        json.WriteEndObject();
    }

    private static ImmutableArray<T> Items<T>(
        JsonElement root, string name, int max, Func<JsonElement, string, T> read)
    {
        if (!root.TryGetProperty(name, out JsonElement list)) return [];
        if (list.ValueKind != JsonValueKind.Array) throw new FormatException($"{name}: expected an array");
        int count = list.GetArrayLength();
        if (count > max) throw new FormatException($"{name}: {count} items, at most {max}");
        var items = ImmutableArray.CreateBuilder<T>(count);
        foreach (JsonElement item in list.EnumerateArray()) items.Add(read(item, $"{name}[{items.Count}]"));
        return items.MoveToImmutable();
    }

    private static Attestation ReadAttestation(JsonElement item, string place) => ReadSaid(item, place) with
    {
        Signature = Hex.TryParse(Text(item, place, "signature"), out byte[] bytes)
            && CompactSignature.TryRead(bytes, out CompactSignature signature)
                ? signature
                : throw new FormatException($"{place}.signature: expected 0x and 128 hex digits, with low S"),
    };

    private static Attestation ReadContractAttestation(JsonElement item, string place) => ReadSaid(item, place) with
    {
        Signature = Hex.TryParse(Text(item, place, "signature"), out byte[] bytes)
            && bytes.Length <= AttestationSignature.ContractBytesMax
                ? AttestationSignature.OfContract(bytes)
                : throw new FormatException(
                    $"{place}.signature: expected 0x and at most {ContractDigitsMax} hex digits"),
    };

    // All but the signature.
    private static Attestation ReadSaid(JsonElement item, string place)
    {
        if (item.ValueKind != JsonValueKind.Object) throw new FormatException($"{place}: expected an object");
        string verdict = Text(item, place, "verdict");
        return new Attestation(
            Hash256.TryParse(Text(item, place, "incident"), out Hash256 incident)
                ? incident
                : throw new FormatException($"{place}.incident: expected 0x and 64 hex digits"),
            verdict switch
            {
                "attack" => Verdict.Attack,
                "noAttack" => Verdict.NoAttack,
                _ => throw new FormatException($"{place}.verdict: expected attack or noAttack"),
            },
            Address.TryParse(Text(item, place, "signer"), out Address signer)
                ? signer
                : throw new FormatException($"{place}.signer: expected 0x and 40 hex digits"),
            Unsigned);
    }

    private static Hash256 ReadHash(JsonElement item, string place) =>
        item.ValueKind == JsonValueKind.String && Hash256.TryParse(item.GetString(), out Hash256 hash)
            ? hash
            : throw new FormatException($"{place}: expected 0x and 64 hex digits");

    private static string Text(JsonElement item, string place, string name) =>
        item.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new FormatException($"{place}.{name}: expected text");
}
