using Cordon.Economics.Restaking;

namespace Cordon.Economics.Models;

/// <summary>Operators that stand behind several services with the same stake.</summary>
/// <param name="Graph">Who serves what.</param>
/// <param name="Shocks">Shares of all stake that disappear, for the curve of losses; from 0 to 1.</param>
public sealed record RestakingModel(RestakingGraph Graph, IReadOnlyList<double> Shocks)
{
    public static IReadOnlyList<double> ShocksDefault { get; } = [0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3];
}
