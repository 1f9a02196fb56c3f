using System.Text.Json;
using Cordon.Cli.Terminal;
using Cordon.Domain.Signals;

namespace Cordon.Cli.Stories;

/// <summary>A transaction's story as one JSON object.</summary>
internal static class StoryJson
{
    public static void Write(Session session, TransactionStory story)
    {
        using (Utf8JsonWriter json = new(session.Out, SignalJson.WriterOptions with { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("chain", story.Chain);
            json.WriteNumber("block", story.Block);
            json.WriteString("tx", story.Tx.ToString());
            json.WriteNumber("index", story.Position);
            json.WriteString("from", story.Sender?.ToString());
            json.WriteString("to", story.Target?.ToString());
            json.WriteString("status", story.Status.ToString().ToLowerInvariant());
            WriteTexts(json, "steps", story.Steps);
            WriteFlows(json, story);
            WriteBalances(json, story);
            WriteCalls(json, story);
            json.WriteStartArray("signals");
            foreach (Signal signal in story.Signals) SignalJson.Write(json, signal);
            json.WriteEndArray();
            WriteTexts(json, "unseen", story.Unseen);
            json.WriteEndObject();
        }

        session.WriteLine();
    }

    private static void WriteFlows(Utf8JsonWriter json, TransactionStory story)
    {
        json.WriteStartArray("flows");
        foreach (StoryFlow flow in story.Flows)
        {
            json.WriteStartObject();
            json.WriteString("from", flow.From.ToString());
            json.WriteString("to", flow.To.ToString());
            json.WriteString("asset", flow.Asset.ToString());
            json.WriteString("amount", flow.Amount);
            json.WriteNumber("transfers", flow.Count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteBalances(Utf8JsonWriter json, TransactionStory story)
    {
        json.WriteStartArray("balances");
        foreach (StoryDelta delta in story.Deltas)
        {
            json.WriteStartObject();
            json.WriteString("account", delta.Account.ToString());
            json.WriteString("asset", delta.Asset.ToString());
            json.WriteString("change", delta.Change);
            json.WriteString("before", delta.Before);
            json.WriteString("after", delta.After);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteCalls(Utf8JsonWriter json, TransactionStory story)
    {
        json.WriteStartArray("calls");
        foreach (StoryCall call in story.Calls)
        {
            json.WriteStartObject();
            json.WriteStartArray("traceAddress");
            foreach (int step in call.TraceAddress) json.WriteNumberValue(step);
            json.WriteEndArray();
            json.WriteString("kind", CallText.Kind(call.Kind));
            json.WriteString("from", call.From?.ToString());
            json.WriteString("to", call.To?.ToString());
            json.WriteString("function", call.Function);
            json.WriteString("value", call.Value);
            json.WriteBoolean("tookEffect", call.Fate == StoryFate.TookEffect);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
