using Cordon.Cli.Terminal;
using Cordon.Domain.Sending;
using Cordon.Node.Events;

namespace Cordon.Cli.Guarding;

/// <summary>Prints a node's events as they come, a line each, and counts them for the summary.</summary>
/// <param name="isJson">As JSON (spec/event.schema.json), else for a person.</param>
/// <param name="printsAll">Routine events too: every block, every pending transaction.</param>
internal sealed class EventPrinter(Session session, bool isJson, bool printsAll) : INodeListener
{
    private readonly HashSet<string> _incidents = new(StringComparer.Ordinal);
    private readonly HashSet<string> _actions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _blind = new(StringComparer.Ordinal);

    public long Blocks { get; private set; }

    public int Incidents => _incidents.Count;

    public int Actions => _actions.Count;

    /// <summary>What could not be seen, for however long.</summary>
    public IReadOnlyCollection<string> Blind => _blind;

    /// <inheritdoc/>
    public void Take(NodeEvent happened)
    {
        Count(happened);
        if (!printsAll && EventText.IsRoutine(happened)) return;
        if (isJson)
        {
            session.Out.Write(NodeEventJson.ToBytes(happened));
            session.Out.WriteByte((byte)'\n');
        }
        else session.WriteLine(EventText.Of(happened));

        session.Out.Flush(); // somebody waits for it
    }

    private void Count(NodeEvent happened)
    {
        switch (happened)
        {
            case NodeEvent.BlockScanned:
                Blocks++;
                break;
            case NodeEvent.IncidentOpened opened:
                _incidents.Add(opened.Incident.Id);
                break;
            case NodeEvent.ActionSettled { Record: { State: SendState.Mined, Inclusion.Succeeded: true } record }:
                _actions.Add(record.Request.Key);
                break;
            case NodeEvent.Blind blind:
                _blind.Add(blind.Missing);
                break;
        }
    }
}
