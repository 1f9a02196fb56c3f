using System.Collections.Immutable;
using Cordon.Economics.Bounties;
using Cordon.Economics.Coalitions;
using Cordon.Economics.Governance;
using Cordon.Economics.Models;
using Cordon.Economics.Numbers;
using Cordon.Economics.Verifiers;

namespace Cordon.Economics.Assessment;

/// <summary>View 5, incentives and governance.</summary>
/// <param name="Strategies">Honest first; empty without guardians in the model.</param>
/// <param name="ChallengePenaltyMin">From which honesty beats laziness.</param>
/// <param name="FalseAlertPenaltyMin">From which honesty beats crying wolf.</param>
/// <param name="SlashMin">From which a bribe does not pay.</param>
/// <param name="VoteAttack">The cheapest; null where nothing is voted on.</param>
/// <param name="Gini">Of the vote; null without holdings.</param>
/// <param name="Nakamoto">Holders that exceed half; null without holdings.</param>
/// <param name="CouncilActs">Probability that the council can act; null without one.</param>
/// <param name="CouncilBlocking">Members who can block it.</param>
/// <param name="Bounties">One a protocol; empty without bounties in the model.</param>
/// <param name="CostShares">Of the shared watch; empty below two protocols.</param>
public sealed record IncentiveView(
    ImmutableArray<StrategyValue> Strategies,
    double? ChallengePenaltyMin,
    double? FalseAlertPenaltyMin,
    double? SlashMin,
    VoteAttack? VoteAttack,
    double? Gini,
    int? Nakamoto,
    double? CouncilActs,
    int? CouncilBlocking,
    ImmutableArray<BountyView> Bounties,
    ImmutableArray<CostShare> CostShares)
{
    internal static IncentiveView Of(RiskModel model)
    {
        IncentiveMatrix? matrix = model.Guardians?.Incentives.Checked();
        Concentration? votes = model.VoteHoldings.Count > 0
            ? Concentration.Of([.. model.VoteHoldings.Select(Rational.OfDouble)]) : null;
        CouncilAvailability? council = model.Council is { } body
            ? CouncilAvailability.Of(body.Members, body.Threshold, body.PReachable) : null;
        return new IncentiveView(
            matrix is null
                ? []
                : [new("honest", matrix.Honest), new("lazy", matrix.Lazy), new("spam", matrix.Spam),
                    new("malicious", matrix.Malicious)],
            matrix?.ChallengePenaltyMin,
            matrix is null ? null : FalseAlertPenalty(matrix),
            matrix?.SlashMin,
            model.Votes is { } market ? VoteAttack.Cheapest(market) : null,
            votes?.Gini.ToDouble(),
            votes?.NakamotoCoefficient(new Rational(1, 2), isStrict: true),
            council?.ProbabilityToAct,
            council?.BlockingSetSize,
            model.Bounty is { } bounty ? [.. model.Protocols.Select(protocol => BountyOf(protocol, bounty))] : [],
            Shares(model.Protocols));
    }

    /// <summary>The penalty of a false alert from which an honest guardian earns as much as one that always cries wolf.
    /// </summary>
    internal static double FalseAlertPenalty(IncentiveMatrix matrix)
    {
        IncentiveMatrix free = matrix with { FalseAlertPenalty = 0 };
        double perPenalty = (1 - matrix.AttackProbability) * (1 - matrix.FalsePositiveRate);
        double missing = free.Spam - free.Honest;
        return missing <= 0 ? 0 : perPenalty > 0 ? missing / perPenalty : double.PositiveInfinity;
    }

    /// <summary>The bounty of a protocol for a vulnerability that takes a share of what can be extracted.</summary>
    internal static BountyThreshold Threshold(double takes, BountyModel bounty) => BountyThreshold.Of(new FinderOutlook
    {
        ExploitValue = takes,
        PSuccess = bounty.PSuccess,
        FractionKeptAfterLaundering = bounty.FractionKept,
        PCaught = bounty.PCaught,
        Penalty = bounty.Penalty,
        EthicsCost = bounty.EthicsCost,
        GrayMarketPrice = Math.Min(bounty.GrayMarketPrice, takes),
        PayoutReliability = bounty.PayoutReliability,
    });

    private static BountyView BountyOf(ProtocolModel protocol, BountyModel bounty)
    {
        BountyThreshold threshold = Threshold(protocol.Extractable, bounty);
        return new BountyView(
            protocol.Name, protocol.Extractable, threshold.ExploitValue, threshold.BountyMin, bounty.Offered);
    }

    private static ImmutableArray<CostShare> Shares(IReadOnlyList<ProtocolModel> protocols)
    {
        if (protocols.Count < 2 || protocols.All(protocol => protocol.MonitoringPerYear == 0)) return [];
        Rational[] shares = CostSharing.Airport(
            [.. protocols.Select(protocol => Rational.OfDouble(protocol.MonitoringPerYear))]);
        return [.. protocols.Select((protocol, i) =>
            new CostShare(protocol.Name, protocol.MonitoringPerYear, shares[i].ToDouble()))];
    }
}
