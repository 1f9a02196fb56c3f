namespace Cordon.Bench.Pipeline;

/// <summary>What protocols cost, measured one right after the other.</summary>
internal sealed record Comparison
{
    /// <summary>With one protocol.</summary>
    public required Measure Few { get; init; }

    /// <summary>With very many.</summary>
    public required Measure Many { get; init; }
}
