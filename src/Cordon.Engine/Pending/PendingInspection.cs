using Cordon.Detection.Registry;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;
using Cordon.Engine.Facts;
using Cordon.Engine.Pipeline;
using Cordon.Engine.Reading;
using Cordon.Ethereum.Rpc;

namespace Cordon.Engine.Pending;

/// <summary>Turns what a node says about one transaction into facts and signals. One a worker: its memory is used again
/// for the next transaction.</summary>
internal sealed class PendingInspection(DetectorSet detectors, PendingBlock form, BlindLog blind)
{
    private readonly BlockReader _reader = new();
    private readonly FactExtractor _extractor = new();
    private readonly BlockFacts _facts = new();
    private readonly SignalBuffer _signals = new();

    /// <summary>Of what was read last.</summary>
    public BlockFacts Facts => _facts;

    /// <summary>Since <see cref="Begin"/>, whatever was read in between.</summary>
    public IReadOnlyList<Signal> Signals => _signals.Signals;

    public void Begin() => _signals.Clear();

    /// <summary>Reads a call tree; false where it is none.</summary>
    public bool ReadTrace(PendingTransaction transaction, BlockHeader head, ReadOnlyMemory<byte> trace) =>
        TryRead(transaction, () => form.WithTrace(transaction, head, trace.Span));

    /// <summary>Reads the logs that the simulated call at a place left; false where they are none.</summary>
    public bool ReadLogs(PendingTransaction transaction, BlockHeader head, SimulatedCalls simulated, int place) =>
        TryRead(transaction, () => form.WithLogs(transaction, head, simulated, place));

    /// <summary>Reads the transaction alone, of which nothing is known but that it was sent.</summary>
    public bool ReadAlone(PendingTransaction transaction, BlockHeader head) =>
        TryRead(transaction, () => form.Alone(transaction, head));

    /// <summary>Has the detectors look at what was read.</summary>
    public void Inspect()
    {
        foreach (IDetector detector in detectors.Stateless)
        {
            try
            {
                detector.Inspect(_facts, _signals);
            }
            catch (Exception failure)
            {
                BlindSignals.Add(_facts, detector.Name, failure, _signals);
            }
        }
    }

    /// <summary>Adds a signal for each invariant that the transaction breaks.</summary>
    public void AddBreaks(IEnumerable<InvariantChange> changes)
    {
        foreach (InvariantChange change in changes)
        {
            if (change.IsBreak) InvariantSignals.Add(_facts, 0, change, _signals);
        }
    }

    private bool TryRead(PendingTransaction transaction, Func<ReadOnlyMemory<byte>> write)
    {
        try
        {
            _reader.Read(write(), $"pending transaction {transaction.Hash}", _facts.Data);
            _extractor.Extract(_facts);
            return true;
        }
        catch (Exception e) when (e is FormatException or BlockFormatException)
        {
            blind.Report(new BlindReport("readable simulations", e.Message, ["what pending transactions do"]));
            return false;
        }
    }
}
