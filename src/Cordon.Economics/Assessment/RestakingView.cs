using System.Collections.Immutable;
using Cordon.Economics.Models;
using Cordon.Economics.Numbers;
using Cordon.Economics.Restaking;

namespace Cordon.Economics.Assessment;

/// <summary>View 2, the restaking certificate.</summary>
public sealed record RestakingView
{
    private const int ShownMax = 30;

    public required int Services { get; init; }

    public required int Operators { get; init; }

    public required int Edges { get; init; }

    public required double TotalStake { get; init; }

    /// <summary>Margin of EigenLayer's condition; null when nothing yields anything.</summary>
    public required double? Gamma { get; init; }

    /// <summary>The same as an exact fraction; empty when it has more than 60 characters.</summary>
    public required string GammaExact { get; init; }

    /// <summary>Margin with quorums raised to what coalitions really have; null where not computed.</summary>
    public required double? GammaTightened { get; init; }

    public required RestakingVerdict Verdict { get; init; }

    /// <summary>Gain of the attack that was found; 0 without one.</summary>
    public required double GainFound { get; init; }

    /// <summary>No attack gains more.</summary>
    public required double GainAtMost { get; init; }

    /// <summary>Services of the attack that was found, the first 30.</summary>
    public required ImmutableArray<string> AttackServices { get; init; }

    /// <summary>Operators of the attack that was found, the first 30.</summary>
    public required ImmutableArray<string> AttackOperators { get; init; }

    public required int AttackOperatorCount { get; init; }

    public required double AttackProfit { get; init; }

    public required double AttackCost { get; init; }

    /// <summary>Operators with the least margin, the first 30.</summary>
    public required ImmutableArray<string> Binding { get; init; }

    /// <summary>Share by which all services together would have to hold less for EigenLayer's condition to hold: loads
    /// are linear in what services hold. 0 when it holds.</summary>
    public required double CutToCertify { get; init; }

    public required ImmutableArray<ShockPoint> Shocks { get; init; }

    internal static RestakingView Of(RestakingModel model, SearchLimits limits, Action<double> progress)
    {
        RestakingGraph graph = model.Graph;
        RestakingAnalysis analysis = RestakingAnalyzer.Analyze(graph, limits);
        progress(0.3);
        RestakingAttack? attack = analysis.Attack;
        string exact = analysis.Certificate.Gamma?.ToString() ?? "";
        return new RestakingView
        {
            Services = graph.Services.Count,
            Operators = graph.Validators.Count,
            Edges = graph.EdgeCount,
            TotalStake = graph.TotalStake().ToDouble(),
            Gamma = analysis.Certificate.Gamma?.ToDouble(),
            GammaExact = exact.Length <= 60 ? exact : "",
            GammaTightened = analysis.Tightened?.Gamma?.ToDouble(),
            Verdict = analysis.Verdict,
            GainFound = analysis.GainLower.ToDouble(),
            GainAtMost = analysis.GainUpper.ToDouble(),
            AttackServices = [.. (attack?.Services ?? []).Take(ShownMax)],
            AttackOperators = [.. (attack?.Validators ?? []).Take(ShownMax)],
            AttackOperatorCount = attack?.Validators.Count ?? 0,
            AttackProfit = attack?.Profit.ToDouble() ?? 0,
            AttackCost = attack?.Cost.ToDouble() ?? 0,
            Binding = [.. analysis.Certificate.Binding.Take(ShownMax).Select(v => graph.Validators[v].Id)],
            CutToCertify = Math.Max(0, -(analysis.Certificate.Gamma?.ToDouble() ?? 0)),
            Shocks = ShockCurve.Of(graph, model.Shocks, analysis.Certificate.Gamma, limits,
                share => progress(0.3 + (0.7 * share))),
        };
    }
}
