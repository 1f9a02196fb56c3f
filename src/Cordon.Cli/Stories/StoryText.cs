using System.Globalization;
using Cordon.Cli.Terminal;
using Cordon.Domain.Blocks;
using Cordon.Domain.Incidents;
using Cordon.Domain.Signals;
using Cordon.Ethereum;

namespace Cordon.Cli.Stories;

/// <summary>A transaction's story as text for a terminal.</summary>
internal static class StoryText
{
    private const int Indent = 2;

    public static void Write(Session session, TransactionStory story)
    {
        WriteHead(session, story);
        WriteSteps(session, story);
        WriteFlows(session, story);
        WriteBalances(session, story);
        WriteCalls(session, story);
        WriteSignals(session, story);
        foreach (string unseen in story.Unseen) Line(session, $"Not shown: {unseen}.");
        session.WriteLine();
    }

    private static void WriteHead(Session session, TransactionStory story)
    {
        Line(session, $"Transaction {story.Tx}");
        string time = story.Timestamp == 0 ? "" : ", " + IncidentClocks.Time(story.Timestamp)
            .ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
        Line(session, $"No. {story.Position} in block {story.Block} of chain {story.Chain}{time}", Indent);
        string verb = story.IsCreation ? "created" : "called";
        Line(session, $"{Name(story.Sender)} {verb} {Name(story.Target)}", Indent);
        string outcome = story.Status switch
        {
            TransactionStatus.Failed => "It failed: nothing below took effect.",
            TransactionStatus.Unknown => "The recording does not say whether it succeeded.",
            _ => "It succeeded.",
        };
        Line(session, outcome, Indent);
    }

    private static void WriteSteps(Session session, TransactionStory story)
    {
        if (story.Steps.Length == 0) return;

        Heading(session, "What happened");
        for (int i = 0; i < story.Steps.Length; i++)
        {
            string number = $"{i + 1}. ".PadLeft(Indent + 4);
            session.WriteLine(number
                + TerminalText.Wrap(TerminalText.Clean(story.Steps[i]), number.Length, session.Width));
        }
    }

    private static void WriteFlows(Session session, TransactionStory story)
    {
        if (story.Flows.Length == 0) return;

        Heading(session, "Token flow");
        foreach (StoryFlow flow in story.Flows)
        {
            string times = flow.Count > 1 ? $" in {flow.Count} transfers" : "";
            Line(session, $"{Party(flow.From)} -> {Party(flow.To)}: {flow.Amount}{times}", Indent);
        }
    }

    private static void WriteBalances(Session session, TransactionStory story)
    {
        if (story.Deltas.Length == 0) return;

        bool knowsBefore = story.Deltas.Any(delta => delta.Before is not null);
        Heading(session, knowsBefore
            ? "Balances, gas not counted"
            : "Balances, changes only (what was there before is not recorded), gas not counted");
        Address? last = null;
        foreach (StoryDelta delta in story.Deltas)
        {
            if (delta.Account != last) Line(session, Name(delta.Account), Indent);
            last = delta.Account;
            string around =
                delta is { Before: { } before, After: { } after } ? $"  ({before} before, {after} after)" : "";
            Line(session, delta.Change + around, 2 * Indent);
        }
    }

    private static void WriteCalls(Session session, TransactionStory story)
    {
        if (story.Calls.Length == 0) return;

        Heading(session, "Calls");
        foreach (StoryCall call in story.Calls)
        {
            string function = call.Function.Length > 0 ? "." + call.Function : "";
            string value = call.Value.Length > 0 ? $" with {call.Value}" : "";
            string text = $"{CallText.Kind(call.Kind)} {Name(call.To)}{function}{value}{CallText.Fate(call.Fate)}";
            session.WriteLine(new string(' ', Indent * (call.Depth + 1)) + TerminalText.Clean(text));
        }
    }

    private static void WriteSignals(Session session, TransactionStory story)
    {
        if (story.Signals.IsEmpty) return;

        Heading(session, "What the detectors say");
        foreach (Signal signal in story.Signals)
            Line(session, $"{SignalJson.NameOf(signal.Severity)} {signal.Detector}: {signal.Summary}", Indent);
    }

    private static void Heading(Session session, string text)
    {
        session.WriteLine();
        session.WriteLine(text);
    }

    private static void Line(Session session, string text, int indent = 0) =>
        session.WriteLine(new string(' ', indent)
            + TerminalText.Wrap(TerminalText.Clean(text), indent + Indent, session.Width));

    private static string Name(Address? account) => account?.ToString() ?? "an unknown account";

    private static string Party(Address account) => account == Address.Zero ? "nobody" : account.ToString();
}
