using System.Collections.Immutable;
using Cordon.Economics.Governance;
using Cordon.Economics.Restaking;

namespace Cordon.Economics.Assessment;

/// <summary>Says what the views mean: what is unsafe, by how much, and what to do.</summary>
internal sealed class FindingWriter(string currency)
{
    private const double ComfortableRatio = 1.25;
    private const double ReliableCouncil = 0.99;

    public static string Headline(ImmutableArray<Finding> findings)
    {
        Finding[] unsafeOnes = [.. findings.Where(finding => finding.Severity == FindingSeverity.Unsafe)];
        Finding[] watched = [.. findings.Where(finding => finding.Severity == FindingSeverity.Watch)];
        if (unsafeOnes.Length == 0)
        {
            return watched.Length == 0
                ? "Safe by every measure in this model."
                : $"Safe, with {watched.Length} to watch: {watched[0].Subject}: {watched[0].Statement}";
        }

        Finding first = unsafeOnes[0];
        string fix = first.Fixes.IsEmpty ? "" : $" Cheapest fix: {first.Fixes[0].Text}.";
        string others = unsafeOnes.Length == 1 ? "" : $" And {unsafeOnes.Length - 1} more below.";
        return $"Unsafe: {first.Subject}: {first.Statement}{fix}{others}";
    }

    public IEnumerable<Finding> Write(
        IReadOnlyList<ProtocolMargin> margins, RestakingView? restaking, ContagionView? contagion,
        DetectionView detection, IncentiveView incentives)
    {
        foreach (ProtocolMargin margin in margins)
        {
            yield return Corruption(margin);
            if (Oracle(margin) is { } oracle) yield return oracle;
            if (margin.Spiral is not null) yield return Spiral(margin);
        }

        if (restaking is not null) yield return Restaking(restaking);
        if (contagion is not null) yield return Contagion(contagion);
        yield return Detection(detection);
        foreach (Finding finding in Incentives(incentives)) yield return finding;
    }

    private string Money(double amount) => MoneyText.Of(amount, currency);

    private Finding Corruption(ProtocolMargin margin)
    {
        double cost = margin.Unlimited.CostOfCorruption;
        if (!margin.IsSecure)
        {
            double profit = cost / margin.LimitedRatio;
            return new Finding(FindingSeverity.Unsafe, "corruption", margin.Name,
                $"corrupting its guardians costs {Money(cost)} and earns {Money(profit)}, "
                + $"{Money(profit - cost)} more than it costs.", margin.Fixes);
        }

        bool onlyByLimit = margin.Unlimited.SecurityRatio <= 1;
        string by = onlyByLimit
            ? "only because withdrawals are limited and somebody stops the drain; "
            : "";
        return new Finding(
            margin.LimitedRatio < ComfortableRatio || onlyByLimit ? FindingSeverity.Watch : FindingSeverity.Safe,
            "corruption", margin.Name,
            $"an attack costs {MoneyText.Ratio(margin.LimitedRatio)} times what it earns, {by}"
            + $"without limits it pays from {Money(margin.Unlimited.CriticalTvl)} locked (now {Money(margin.Tvl)}).",
            []);
    }

    private Finding? Oracle(ProtocolMargin margin)
    {
        if (margin.OracleCost is not { } cost) return null;
        bool pays = cost < margin.ExpectedDrain;
        return new Finding(pays ? FindingSeverity.Unsafe : FindingSeverity.Safe, "corruption", margin.Name,
            $"moving its price far enough costs {Money(cost)} in fees with {Money(margin.OracleCapital ?? 0)} of "
            + $"capital, {(pays ? "less" : "more")} than the {Money(margin.ExpectedDrain)} that it would give.",
            pays ? [new Fix("price from several sources, or over a time longer than one block", 0)] : []);
    }

    private Finding Spiral(ProtocolMargin margin)
    {
        double badDebt = margin.SpiralBadDebt;
        return new Finding(badDebt > 0 ? FindingSeverity.Watch : FindingSeverity.Safe, "corruption", margin.Name,
            $"the shock liquidates {margin.Spiral!.Liquidated.Length} borrowers in {margin.Spiral.Rounds.Length} "
            + $"rounds, the price falls by {MoneyText.Percent(margin.Spiral.TotalDrop)} in all and "
            + (badDebt > 0 ? $"{Money(badDebt)} of debt stays unpaid." : "no debt stays unpaid."),
            badDebt > 0 ? [new Fix("lower the liquidation thresholds, or deepen the pool", 0)] : []);
    }

    private Finding Restaking(RestakingView view)
    {
        string subject = $"restaking network of {view.Services} services and {view.Operators:N0} operators";
        ImmutableArray<Fix> fixes =
        [
            new($"cap what the services hold {MoneyText.Percent(view.CutToCertify)} lower, which is sure to do", 0),
            new($"let {string.Join(", ", view.Binding.Take(5))} serve fewer services, and look again", 0),
        ];
        return view.Verdict switch
        {
            RestakingVerdict.AttackFound => new Finding(FindingSeverity.Unsafe, "restaking", subject,
                $"{view.AttackOperatorCount} operators can take {Money(view.AttackProfit)} and lose "
                + $"{Money(view.AttackCost)}, a gain of {Money(view.GainFound)}.",
                fixes),
            RestakingVerdict.Secure => new Finding(
                view.Gamma is { } gamma and < 0.1 ? FindingSeverity.Watch : FindingSeverity.Safe, "restaking", subject,
                view.Gamma is { } margin and < 0
                    ? "no coalition profits (proved), although the simple certificate fails by "
                        + $"{MoneyText.Percent(-margin)}."
                    : $"no coalition profits; the margin is {MoneyText.Percent(view.Gamma ?? 0)}.", []),
            _ => new Finding(FindingSeverity.Watch, "restaking", subject,
                "neither an attack was found nor its absence proved; no attack gains more than "
                + $"{Money(view.GainAtMost)}.", fixes),
        };
    }

    private Finding Contagion(ContagionView view)
    {
        int fallen = view.Rounds.Sum(round => round.Length) - view.Rounds.Count(round => round.Contains(view.Seed));
        bool spreads = fallen > 0;
        return new Finding(spreads ? FindingSeverity.Unsafe : FindingSeverity.Safe, "contagion", view.Seed,
            spreads
                ? $"its exploit takes down {fallen} others in {view.Rounds.Length} rounds; {Money(view.Shortfall)} of "
                    + "claims stay unpaid."
                : $"its exploit takes {Money(view.SeedLoss)} and nobody else fails; {Money(view.Shortfall)} of claims "
                    + "stay unpaid.",
            spreads ? [new Fix($"limit what others may hold of {view.Seed}, or have it hold more equity", 0)] : []);
    }

    private Finding Detection(DetectionView view)
    {
        string assumed = view.Detect.IsAssumed ? " (assumed: the model has no past incidents)" : "";
        return new Finding(view.Detect.IsAssumed ? FindingSeverity.Watch : FindingSeverity.Safe, "detection",
            "detection",
            $"an attack is noticed after {view.Detect.MeanMinutes:0.#} minutes and stopped after "
            + $"{view.Respond.MeanMinutes:0.#} more{assumed}"
            + (view.ValueOfAMinutePerYear > 0
                ? $"; one minute sooner saves {Money(view.ValueOfAMinutePerYear)} a year." : "."), []);
    }

    private IEnumerable<Finding> Incentives(IncentiveView view)
    {
        if (!view.Strategies.IsEmpty) yield return Guardians(view);
        if (view.VoteAttack is { } attack) yield return Votes(attack);
        foreach (BountyView bounty in view.Bounties) yield return Bounty(bounty);
        if (view.CouncilActs is { } acts)
        {
            yield return new Finding(acts < ReliableCouncil ? FindingSeverity.Watch : FindingSeverity.Safe,
                "incentives", "council",
                $"it can act in {MoneyText.Percent(acts)} of emergencies; {view.CouncilBlocking} members can block it.",
                acts < ReliableCouncil ? [new Fix("lower the threshold or add members who are on call", 0)] : []);
        }
    }

    private Finding Guardians(IncentiveView view)
    {
        StrategyValue honest = view.Strategies[0];
        StrategyValue best = view.Strategies.Skip(1).MaxBy(strategy => strategy.Value)!;
        double margin = honest.Value - best.Value;
        string against = $"honest guardians earn {Money(honest.Value)} an epoch, the best deviation ({best.Strategy}) "
            + $"{Money(best.Value)}.";
        if (margin > 0) return new Finding(FindingSeverity.Safe, "incentives", "guardians", against, []);

        string fix = best.Strategy switch
        {
            "malicious" => $"slash at least {Money(view.SlashMin ?? 0)} for taking a bribe",
            "spam" => $"take at least {Money(view.FalseAlertPenaltyMin ?? 0)} for a false alert",
            _ => $"raise the penalty of a missed challenge to at least {Money(view.ChallengePenaltyMin ?? 0)}",
        };
        return new Finding(FindingSeverity.Unsafe, "incentives", "guardians", against, [new Fix(fix, 0)]);
    }

    private Finding Votes(VoteAttack attack) => new(
        attack.IsProfitable ? FindingSeverity.Unsafe : FindingSeverity.Safe, "incentives", "governance",
        $"passing a hostile proposal costs {Money(attack.Cost)} and takes {Money(attack.Gain)}.",
        attack.IsProfitable
            ? [new Fix(attack.FlashTokens > 0
                ? "fix voting weights before the proposal is known, so that a flash loan has no vote"
                : "raise the quorum, or let the council veto within the timelock", 0)]
            : []);

    private Finding Bounty(BountyView bounty)
    {
        double missing = bounty.BountyMin - bounty.Offered;
        return new Finding(missing > 0 ? FindingSeverity.Unsafe : FindingSeverity.Safe, "incentives", bounty.Protocol,
            $"its bounty is {Money(bounty.Offered)}; telling beats exploiting from {Money(bounty.BountyMin)} on.",
            missing > 0 ? [new Fix($"raise the bounty by {Money(missing)}", 0)] : []);
    }
}
