using System.Text.Json;
using Cordon.Ethereum.Rpc.Json;

namespace Cordon.Ethereum.Rpc.Transport;

/// <summary>The envelope of one answer: where its result lies, or its error.</summary>
internal readonly record struct RpcAnswer(long? Id, int ResultStart, int ResultLength, RpcErrorException? Error)
{
    private const int NodeMessageCharsMax = 500;

    /// <summary>Reads an answer object.</summary>
    /// <exception cref="FormatException">It is not a JSON-RPC answer.</exception>
    public static RpcAnswer Read(ReadOnlySpan<byte> json, string method, RpcEndpoint endpoint)
    {
        long? id = null;
        int start = -1, length = 0;
        RpcErrorException? error = null;
        JsonSlices members = JsonSlices.OfObject(json);
        while (members.Next())
        {
            if (members.Name.SequenceEqual("id"u8)) id = IdOf(members.Value);
            else if (members.Name.SequenceEqual("result"u8))
                (start, length) = (members.ValueStart, members.ValueLength);
            else if (members.Name.SequenceEqual("error"u8) && !members.Value.SequenceEqual("null"u8))
                error = ErrorOf(members.Value, method, endpoint);
        }

        if (!json[members.BytesRead..].TrimStart(" \t\r\n"u8).IsEmpty)
            throw new FormatException($"byte {members.BytesRead}: text follows after the answer");
        if (start < 0 && error is null) throw new FormatException("neither a result nor an error is in it");
        return new RpcAnswer(id, start, length, error);
    }

    /// <summary>The JSON-RPC error in a body, or null when there is none.</summary>
    public static RpcErrorException? ErrorIn(ReadOnlySpan<byte> body, string method, RpcEndpoint endpoint)
    {
        try
        {
            return Read(body, method, endpoint).Error;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>The id when it is a whole number; null otherwise.</summary>
    public static long? IdOf(ReadOnlySpan<byte> value) =>
        long.TryParse(value.Trim((byte)'"'), out long id) ? id : null;

    private static RpcErrorException ErrorOf(ReadOnlySpan<byte> value, string method, RpcEndpoint endpoint)
    {
        try
        {
            var reader = new Utf8JsonReader(value);
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            JsonElement error = document.RootElement;
            if (error.ValueKind != JsonValueKind.Object)
                return new RpcErrorException(method, endpoint.ToString(), 0, Shorten(error.ToString()), null);

            int code = error.TryGetProperty("code", out JsonElement c) && c.ValueKind == JsonValueKind.Number
                && c.TryGetInt32(out int number) ? number : 0;
            string message = error.TryGetProperty("message", out JsonElement m) ? m.ToString() : "no message";
            string? data = error.TryGetProperty("data", out JsonElement d) ? d.GetRawText() : null;
            return new RpcErrorException(method, endpoint.ToString(), code, Shorten(message), data);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // the latter of text that is none
        {
            throw new FormatException($"its error member is not JSON ({e.Message})", e);
        }
    }

    private static string Shorten(string text)
    {
        string clean = string.Concat(text.Take(NodeMessageCharsMax).Select(c => char.IsControl(c) ? ' ' : c));
        return text.Length > NodeMessageCharsMax ? clean + "…" : clean;
    }
}
