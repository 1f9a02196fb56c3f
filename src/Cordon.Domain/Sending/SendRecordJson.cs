using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Cordon.Domain.Json;
using Cordon.Ethereum;

namespace Cordon.Domain.Sending;

/// <summary>A record as one JSON object, for journals. Amounts are decimal texts in wei.</summary>
public static class SendRecordJson
{
    public static void Write(Utf8JsonWriter writer, SendRecord record)
    {
        writer.WriteStartObject();
        WriteRequest(writer, record.Request);
        writer.WriteString("from", record.From.ToString());
        writer.WriteString("createdAt", Text(record.CreatedAt));
        writer.WriteStartArray("attempts");
        foreach (SendAttempt attempt in record.Attempts) WriteAttempt(writer, attempt);
        writer.WriteEndArray();
        writer.WriteString("state", record.State.ToString());
        writer.WriteString("obstacle", record.Obstacle);
        if (record.Withdrawal is { } withdrawal) writer.WriteString("withdrawal", withdrawal);
        if (record.Inclusion is { } inclusion) WriteInclusion(writer, inclusion);
        writer.WriteEndObject();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">A field is missing or not what it should be; the message names it.</exception>
    public static SendRecord Read(JsonElement json)
    {
        ImmutableArray<SendAttempt> attempts = json.Items("attempts", ReadAttempt);
        if (attempts.IsEmpty) throw new FormatException("field 'attempts' is empty.");
        return new SendRecord
        {
            Request = ReadRequest(json.Field("request")),
            From = json.Account("from"),
            CreatedAt = json.Time("createdAt"),
            Attempts = attempts,
            State = Enum.TryParse(json.Text("state"), out SendState state)
                ? state
                : throw new FormatException($"field 'state' is not a state: '{json.Text("state")}'."),
            Obstacle = json.OptionalText("obstacle"),
            Withdrawal = json.TryGetProperty("withdrawal", out _) ? json.OptionalText("withdrawal") : null,
            Inclusion = json.TryGetProperty("inclusion", out JsonElement inclusion) ? ReadInclusion(inclusion) : null,
        };
    }

    private static void WriteRequest(Utf8JsonWriter writer, SendRequest request)
    {
        writer.WriteStartObject("request");
        writer.WriteString("key", request.Key);
        writer.WriteNumber("chain", request.Chain);
        writer.WriteString("to", request.To.ToString());
        writer.WriteString("data", Convert.ToBase64String(request.Data.Span));
        writer.WriteString("value", request.Value.ToString());
        writer.WriteNumber("gasLimit", request.GasLimit);
        writer.WriteString("tipToBeat", request.TipToBeat.ToString());
        writer.WriteString("feeToBeat", request.FeeToBeat.ToString());
        writer.WriteString("expiresAt", Text(request.ExpiresAt));
        if (request.Yields) writer.WriteBoolean("yields", true);
        writer.WriteEndObject();
    }

    private static SendRequest ReadRequest(JsonElement json) => new()
    {
        Key = json.Text("key"),
        Chain = json.Number("chain"),
        To = json.Account("to"),
        Data = json.Bytes("data"),
        Value = json.Wei("value"),
        GasLimit = json.Number("gasLimit"),
        TipToBeat = json.Wei("tipToBeat"),
        FeeToBeat = json.Wei("feeToBeat"),
        ExpiresAt = json.Time("expiresAt"),
        Yields = json.TryGetProperty("yields", out _) && json.Flag("yields"),
    };

    private static void WriteAttempt(Utf8JsonWriter writer, SendAttempt attempt)
    {
        writer.WriteStartObject();
        writer.WriteHash("hash", attempt.Hash);
        writer.WriteNumber("nonce", attempt.Nonce);
        writer.WriteString("raw", Convert.ToBase64String(attempt.Raw.Span));
        writer.WriteString("feeMax", attempt.FeeMax.ToString());
        writer.WriteString("tip", attempt.Tip.ToString());
        writer.WriteString("costMax", attempt.CostMax.ToString());
        writer.WriteString("at", Text(attempt.At));
        writer.WriteBoolean("isCancel", attempt.IsCancel);
        writer.WriteEndObject();
    }

    private static SendAttempt ReadAttempt(JsonElement json) => new(
        json.RequiredHash("hash"), json.Number("nonce"), json.Bytes("raw"), json.Wei("feeMax"), json.Wei("tip"),
        json.Wei("costMax"), json.Time("at"), json.Flag("isCancel"));

    private static void WriteInclusion(Utf8JsonWriter writer, SendInclusion inclusion)
    {
        writer.WriteStartObject("inclusion");
        writer.WriteHash("transaction", inclusion.Transaction);
        writer.WriteNumber("blockNumber", inclusion.BlockNumber);
        writer.WriteHash("blockHash", inclusion.BlockHash);
        writer.WriteBoolean("succeeded", inclusion.Succeeded);
        writer.WriteString("cost", inclusion.Cost.ToString());
        writer.WriteEndObject();
    }

    private static SendInclusion ReadInclusion(JsonElement json) => new(
        json.RequiredHash("transaction"), json.Number("blockNumber"), json.RequiredHash("blockHash"),
        json.Flag("succeeded"), json.Wei("cost"));

    private static string Text(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(this JsonElement json, string name) => DateTimeOffset.TryParse(
        json.Text(name), CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset time)
        ? time
        : throw new FormatException($"field '{name}' is not a time.");

    private static UInt256 Wei(this JsonElement json, string name) =>
        UInt256.TryParse(json.Text(name), out UInt256 wei)
            ? wei
            : throw new FormatException($"field '{name}' is no amount in wei.");

    private static Address Account(this JsonElement json, string name) =>
        Address.TryParse(json.Text(name), out Address address)
            ? address
            : throw new FormatException($"field '{name}' is no address.");

    private static Hash256 RequiredHash(this JsonElement json, string name) =>
        json.Hash(name) ?? throw new FormatException($"field '{name}' is null.");

    private static byte[] Bytes(this JsonElement json, string name) =>
        json.Field(name).TryGetBytesFromBase64(out byte[]? bytes)
            ? bytes
            : throw new FormatException($"field '{name}' is not Base64.");
}
