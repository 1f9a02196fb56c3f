using System.Text;
using System.Text.Json;
using Cordon.Domain.Blocks;
using Cordon.Ethereum;

namespace Cordon.Testing;

/// <summary>Writes a scripted block in the recorded format.</summary>
internal static class RecordingText
{
    public static string Of(BlockScript block, RecordingStyle style)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes, new JsonWriterOptions { MaxDepth = 100_000, SkipValidation = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("chainId", block.ChainId);
            WriteHeader(json, block);
            WriteReceipts(json, block,
                style is not (RecordingStyle.CallTracerWithoutLogs or RecordingStyle.ParityWithoutLogs));
            if (style is RecordingStyle.Parity or RecordingStyle.ParityWithoutLogs) ParityText.Write(json, block);
            else if (style != RecordingStyle.ReceiptsOnly) CallTracerText.Write(json, block,
                style == RecordingStyle.CallTracer);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    public static void WriteLog(Utf8JsonWriter json, LogNode log)
    {
        json.WriteString("address", log.Address.ToString());
        json.WriteStartArray("topics");
        foreach (string topic in log.Topics) json.WriteStringValue(topic);
        json.WriteEndArray();
        json.WriteString("data", log.Data);
    }

    private static void WriteHeader(Utf8JsonWriter json, BlockScript block)
    {
        json.WriteStartObject("block");
        json.WriteString("number", FrameNode.Quantity(block.Number));
        json.WriteString("hash", block.Hash.ToString());
        json.WriteString("parentHash", block.ParentHash.ToString());
        json.WriteString("timestamp", FrameNode.Quantity(block.Timestamp));
        if (block.Miner is { } miner) json.WriteString("miner", miner.ToString());
        json.WriteStartArray("transactions");
        for (int i = 0; i < block.Transactions.Count; i++)
        {
            TransactionNode tx = block.Transactions[i];
            json.WriteStartObject();
            json.WriteString("hash", tx.Hash.ToString());
            json.WriteString("transactionIndex", FrameNode.Quantity((ulong)i));
            json.WriteString("nonce", "0x1");
            WriteParties(json, tx);
            json.WriteString("value", FrameNode.Quantity(tx.Root.Value ?? default));
            json.WriteString("input", tx.Root.Input);
            json.WriteString("gasPrice", "0x3b9aca00");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteParties(Utf8JsonWriter json, TransactionNode tx)
    {
        json.WriteString("from", tx.Root.From.ToString());
        if (tx.Root.Kind == CallKind.Create) json.WriteNull("to");
        else json.WriteString("to", tx.Root.To.ToString());
    }

    private static void WriteReceipts(Utf8JsonWriter json, BlockScript block, bool withLogs)
    {
        json.WriteStartArray("receipts");
        for (int i = 0; i < block.Transactions.Count; i++)
        {
            TransactionNode tx = block.Transactions[i];
            json.WriteStartObject();
            json.WriteString("transactionHash", tx.Hash.ToString());
            json.WriteString("transactionIndex", FrameNode.Quantity((ulong)i));
            json.WriteString("status", tx.Root.Error is null ? "0x1" : "0x0");
            WriteParties(json, tx);
            if (tx.Root.Kind == CallKind.Create) json.WriteString("contractAddress", tx.Root.To.ToString());
            json.WriteString("gasUsed", "0x5208");
            if (withLogs)
            {
                json.WriteStartArray("logs");
                foreach (LogNode log in tx.Root.EffectiveLogs())
                {
                    json.WriteStartObject();
                    WriteLog(json, log);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
