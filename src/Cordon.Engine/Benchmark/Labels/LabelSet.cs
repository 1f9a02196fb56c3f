namespace Cordon.Engine.Benchmark.Labels;

/// <summary>The labels of one pack.</summary>
public sealed class LabelSet
{
    public List<SwapLabel> Swaps { get; } = [];

    public List<SandwichLabel> Sandwiches { get; } = [];

    public List<ArbitrageLabel> Arbitrages { get; } = [];

    public List<LiquidationLabel> Liquidations { get; } = [];

    public List<AttackLabel> Attacks { get; } = [];

    /// <summary>Rows by a label name that this build does not know: reported, never scored.</summary>
    public SortedDictionary<string, int> Unknown { get; } = [];

    /// <summary>The first block that another classifier looked at; from it on an extra finding is an extra.</summary>
    public ulong FirstClassifiedBlock { get; internal set; } = ulong.MaxValue;
}
