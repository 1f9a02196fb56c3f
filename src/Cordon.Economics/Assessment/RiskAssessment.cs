using System.Collections.Immutable;
using Cordon.Economics.Models;
using Cordon.Economics.Restaking;

namespace Cordon.Economics.Assessment;

/// <summary>A model's five views and what they mean, in plain words.</summary>
/// <param name="Name">Of the model.</param>
/// <param name="Currency">The unit of money.</param>
/// <param name="Headline">One sentence: what is unsafe, by how much, the cheapest fix.</param>
/// <param name="Findings">The gravest first.</param>
/// <param name="Protocols">View 1.</param>
/// <param name="Restaking">View 2; null without a network.</param>
/// <param name="Contagion">View 3; null without exposures.</param>
/// <param name="Detection">View 4.</param>
/// <param name="Incentives">View 5.</param>
public sealed record RiskAssessment(
    string Name,
    string Currency,
    string Headline,
    ImmutableArray<Finding> Findings,
    ImmutableArray<ProtocolMargin> Protocols,
    RestakingView? Restaking,
    ContagionView? Contagion,
    DetectionView Detection,
    IncentiveView Incentives)
{
    public FindingSeverity Severity =>
        Findings.Select(finding => finding.Severity).DefaultIfEmpty(FindingSeverity.Safe).Max();

    /// <summary>Assesses a model.</summary>
    /// <param name="model">Checked as it is read; quantities that contradict each other are refused here.</param>
    /// <param name="limits">How much work the search for restaking attacks may take.</param>
    /// <param name="progress">Told the step and the share done, from 0 to 1.</param>
    /// <exception cref="Numbers.InvalidInputException">A quantity is out of range; the message names it.</exception>
    public static RiskAssessment Of(
        RiskModel model, SearchLimits? limits = null, Action<string, double>? progress = null)
    {
        Action<string, double> tell = progress ?? ((_, _) => { });
        tell("corruption", 0);
        ImmutableArray<ProtocolMargin> margins =
            [.. model.Protocols.Select(protocol => ProtocolMargin.Of(protocol, model.Detection, model.Currency))];
        tell("restaking", 0.1);
        RestakingView? restaking = model.Restaking is { } network
            ? RestakingView.Of(network, limits ?? SearchLimits.Default, share => tell("restaking", 0.1 + (0.7 * share)))
            : null;
        tell("contagion", 0.8);
        ContagionView? contagion = ContagionView.Of(model, margins);
        tell("detection", 0.85);
        DetectionView detection = DetectionView.Of(model.Detection, margins);
        tell("incentives", 0.95);
        IncentiveView incentives = IncentiveView.Of(model);
        ImmutableArray<Finding> findings =
            [.. new FindingWriter(model.Currency).Write(margins, restaking, contagion, detection, incentives)
                .OrderByDescending(finding => finding.Severity)];
        return new RiskAssessment(
            model.Name, model.Currency, FindingWriter.Headline(findings), findings, margins, restaking, contagion,
            detection, incentives);
    }
}
