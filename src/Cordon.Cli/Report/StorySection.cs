using System.Globalization;
using Cordon.Cli.Stories;
using Cordon.Domain.Blocks;
using Cordon.Domain.Incidents;
using Cordon.Ethereum;

namespace Cordon.Cli.Report;

/// <summary>One transaction in the report: its steps, flows, balances and call tree.</summary>
internal static class StorySection
{
    private const int IndentMax = 24; // deeper frames stay at this indent and say their depth

    /// <summary>Writes the section, folded unless <paramref name="isOpen"/>.</summary>
    public static void Write(HtmlWriter html, TransactionStory story, Incident? incident, bool isOpen)
    {
        html.Open("details", ("class", "tx"), (isOpen ? "open" : "data-folded", "true"));
        html.Open("summary").Text($"Transaction {story.Position} of block {story.Block} ");
        html.Element("code", story.Tx.ToString()).Close("summary");
        WriteSteps(html, story);
        WriteFlows(html, story, incident);
        WriteBalances(html, story);
        WriteCalls(html, story);
        foreach (string unseen in story.Unseen) html.Element("p", $"Not shown: {unseen}.", ("class", "unseen"));
        html.Close("details");
    }

    private static void WriteSteps(HtmlWriter html, TransactionStory story)
    {
        if (story.Status == TransactionStatus.Failed)
            html.Element("p", "The transaction failed: nothing it did took effect.");
        if (story.Steps.Length == 0) return;

        html.Element("h4", "What happened").Open("ol", ("class", "steps"));
        foreach (string step in story.Steps) html.Open("li").Prose(step).Close("li");
        html.Close("ol");
    }

    private static void WriteFlows(HtmlWriter html, TransactionStory story, Incident? incident)
    {
        if (story.Flows.Length == 0) return;

        html.Element("h4", "Token flow");
        FlowGraph graph = new(story, incident);
        graph.Write(html);
        if (graph.AccountsOmitted > 0)
            html.Element("p", $"{graph.AccountsOmitted} accounts are in the list only.", ("class", "unseen"));
        html.Open("ol", ("class", "flows"));
        foreach (StoryFlow flow in story.Flows)
        {
            html.Open("li").Element("code", Accounts.Short(flow.From), ("title", flow.From.ToString()));
            html.Text(" → ").Element("code", Accounts.Short(flow.To), ("title", flow.To.ToString()));
            html.Text(" ").Prose(flow.Amount).Text(flow.Count > 1 ? $" in {flow.Count} transfers" : "").Close("li");
        }

        html.Close("ol");
    }

    private static void WriteBalances(HtmlWriter html, TransactionStory story)
    {
        if (story.Deltas.Length == 0) return;

        html.Element("h4", "Who has more, who has less").Open("div", ("class", "wide")).Open("table").Open("tbody");
        Address? last = null;
        foreach (StoryDelta delta in story.Deltas)
        {
            html.Open("tr").Open("td");
            if (delta.Account != last) html.Element("code", delta.Account.ToString());
            html.Close("td").Open("td", ("class", delta.IsGain ? "gain" : "loss")).Prose(delta.Change);
            html.Close("td").Close("tr");
            last = delta.Account;
        }

        html.Close("tbody").Close("table").Close("div");
    }

    private static void WriteCalls(HtmlWriter html, TransactionStory story)
    {
        if (story.Calls.Length == 0) return;

        html.Open("details", ("class", "calls")).Element("summary", $"Call tree, {story.Calls.Length} calls");
        html.Open("div", ("class", "wide")).Open("ol", ("class", "tree"));
        foreach (StoryCall call in story.Calls) WriteCall(html, call);
        html.Close("ol").Close("div").Close("details");
    }

    private static void WriteCall(HtmlWriter html, StoryCall call)
    {
        string indent = Math.Min(call.Depth, IndentMax).ToString(CultureInfo.InvariantCulture);
        html.Open("li", ("style", $"--depth:{indent}"), ("class", call.Fate == StoryFate.TookEffect ? "" : "undone"));
        if (call.Depth > IndentMax) html.Text($"depth {call.Depth}: ");
        html.Element("span", CallText.Kind(call.Kind), ("class", "kind"));
        html.Text(" ").Element("code", call.To?.ToString() ?? "?");
        if (call.Function.Length > 0) html.Text(".").Element("b", call.Function);
        if (call.Value.Length > 0) html.Text($" with {call.Value}");
        html.Text(CallText.Fate(call.Fate)).Close("li");
    }
}
