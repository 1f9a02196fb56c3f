using Cordon.Detection.Registry;
using Cordon.Domain.Facts;
using Cordon.Domain.Protocols;
using Cordon.Domain.Signals;
using Cordon.Engine.Facts;
using Cordon.Engine.Reading;
using Cordon.Ethereum;
using Cordon.Testing;

namespace Cordon.Detection.Tests.Variants;

/// <summary>A transaction told as calls and logs, read by the real reader and judged by every detector.</summary>
/// <param name="prefix">Put before every name, so that another one renames every account.</param>
/// <param name="unit">What one unit of every token is, so that another one is another number of decimals.</param>
internal sealed class Story(string prefix = "", ulong unit = 1_000_000)
{
    private readonly BlockScript _block = new();

    /// <summary>The account of a name; the chain's wrapper of its coin under the name weth.</summary>
    public Address A(string name) => name == "weth"
        ? Address.Parse("0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2")
        : BlockScript.AddressOf(prefix + name);

    public UInt256 N(ulong units) => (UInt256)units * unit;

    public Story Sends(string from, string to, Action<FrameScript> body)
    {
        _block.Transaction(A(from), A(to), body, input: "0x11223344");
        return this;
    }

    public Story Creates(string from, string created, Action<FrameScript> body)
    {
        _block.Creation(A(from), A(created), body);
        return this;
    }

    /// <summary>Payments between strangers.</summary>
    public Story Noise(int count)
    {
        for (int i = 0; i < count; i++)
            _block.Transaction(A($"payer {i}"), A("dai"), f => f.Erc20Transfer(A("usdc"), A("shop"), N(3)));
        return this;
    }

    /// <summary>What all detectors say, each history one at its beginning.</summary>
    public IReadOnlyList<Signal> Signals(RecordingStyle style)
    {
        BlockFacts facts = new();
        new BlockReader().Read(_block.ToBytes(style), "story", facts.Data);
        new FactExtractor().Extract(facts);
        SignalBuffer signals = new();
        DetectorSet detectors = DetectorRegistry.Create(WatchList.Empty);
        foreach (IDetector detector in detectors.Stateless) detector.Inspect(facts, signals);
        foreach (HistoryStage history in detectors.Histories) history.Advance(history.Initial, facts, signals);
        return signals.Signals;
    }

    /// <summary>The detectors that call it high or worse.</summary>
    public string[] Accusers(RecordingStyle style) =>
        [.. Signals(style).Where(signal => signal.Severity >= Severity.High)
            .Select(signal => signal.Detector).Distinct()];
}
