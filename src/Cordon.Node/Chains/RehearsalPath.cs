using System.Text.Json.Nodes;
using System.Threading.Channels;
using Cordon.Domain.Blocks;
using Cordon.Domain.Signals;
using Cordon.Engine.Pending;
using Cordon.Engine.Reorgs;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Node.Events;
using Cordon.Node.Incidents;

namespace Cordon.Node.Chains;

/// <summary>Tries new contracts that look like exploits, one after the other, beside the path of blocks.</summary>
internal sealed class RehearsalPath(
    Rehearsal rehearsal, IncidentDesk incidents, IncidentFlow flow, Sight sight, EventPump events)
{
    private const string Missing = "rehearsals of new contracts";
    private const string Warning = "exploit-contract";
    private const int WaitingMax = 32;

    private readonly Channel<Candidate> _waiting = Channel.CreateBounded<Candidate>(WaitingMax);

    /// <summary>Takes a block's signals; those that warn of a contract are tried. Returns at once.</summary>
    public void Take(BlockLink link, ulong timestamp, IReadOnlyList<Signal> signals)
    {
        foreach (Signal signal in signals)
        {
            if (signal.Detector != Warning || signal.Severity < Severity.Medium || signal.Retracted) continue;
            if (AddressIn(signal, "contract") is not { } contract || AddressIn(signal, "creator") is not { } creator)
                continue;
            if (!_waiting.Writer.TryWrite(new Candidate(link, timestamp, contract, creator)))
                sight.Lost(Missing, $"more than {WaitingMax} wait", "exploits before their first call");
        }
    }

    /// <summary>Tries until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await foreach (Candidate next in _waiting.Reader.ReadAllAsync(cancellation))
        {
            BlockLink link = next.Link;
            try
            {
                var header = new BlockHeader(link.Number, link.Hash, link.ParentHash, next.Timestamp);
                IReadOnlyList<Signal> found = await rehearsal.TryAsync(
                    header, next.Contract, next.Creator, cancellation);
                sight.Regained(Missing);
                if (found.Count == 0) continue;
                flow.Take(incidents.TakeOfBlock(link, next.Timestamp, found, events.Now));
                flow.Tell(found);
            }
            catch (RpcException failure)
            {
                sight.Lost(Missing, failure.Message, "exploits before their first call");
            }
        }
    }

    private static Address? AddressIn(Signal signal, string member) =>
        signal.Evidence[member] is JsonValue value && value.TryGetValue(out string? text)
        && Address.TryParse(text, out Address address) ? address : null;

    private readonly record struct Candidate(BlockLink Link, ulong Timestamp, Address Contract, Address Creator);
}
