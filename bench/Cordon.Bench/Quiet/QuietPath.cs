using BenchmarkDotNet.Attributes;
using Cordon.Bench.Packs;
using Cordon.Detection.Registry;
using Cordon.Domain.Facts;
using Cordon.Domain.Protocols;
using Cordon.Domain.Signals;
using Cordon.Engine.Facts;
using Cordon.Engine.Reading;

namespace Cordon.Bench.Quiet;

/// <summary>The fact and detector path over the blocks of a pack in which nothing is found, once warm.</summary>
/// <remarks>A signal allocates its text and evidence; a block without one must allocate nothing.</remarks>
[MemoryDiagnoser]
public class QuietPath
{
    private readonly BlockReader _reader = new();
    private readonly FactExtractor _extractor = new();
    private readonly BlockFacts _block = new();
    private readonly SignalBuffer _signals = new();
    private readonly List<(string Origin, byte[] Bytes)> _quiet = [];
    private DetectorSet _detectors = DetectorSet.Empty;

    /// <summary>Transactions in the quiet blocks.</summary>
    public int Transactions { get; private set; }

    [GlobalSetup]
    public void Setup()
    {
        _detectors = DetectorRegistry.Create(WatchList.Empty);
        foreach ((string origin, byte[] bytes) in PackFiles.Load(QuietMode.Folder))
        {
            _signals.Clear();
            Inspect(origin, bytes);
            Advance();
            if (_signals.Count > 0) continue;
            _quiet.Add((origin, bytes));
            Transactions += _block.Data.Transactions.Count;
        }

        Console.WriteLine($"// {_quiet.Count} blocks without a signal, {Transactions:N0} transactions an operation");
    }

    /// <summary>Reading, facts and the detectors that look at a block by itself.</summary>
    [Benchmark(Baseline = true)]
    public int ReadExtractInspect()
    {
        foreach ((string origin, byte[] bytes) in _quiet) Inspect(origin, bytes);
        return _signals.Count;
    }

    /// <summary>The same with the detectors that remember: a new fact for their history is a new state.</summary>
    [Benchmark]
    public int WithHistories()
    {
        foreach ((string origin, byte[] bytes) in _quiet)
        {
            Inspect(origin, bytes);
            Advance();
        }

        return _signals.Count;
    }

    private void Inspect(string origin, byte[] bytes)
    {
        _reader.Read(bytes, origin, _block.Data);
        _extractor.Extract(_block);
        foreach (IDetector detector in _detectors.Stateless) detector.Inspect(_block, _signals);
    }

    private void Advance()
    {
        foreach (HistoryStage history in _detectors.Histories) history.Advance(history.Initial, _block, _signals);
    }
}
