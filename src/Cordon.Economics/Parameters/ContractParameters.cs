using System.Collections.Immutable;
using System.Globalization;
using Cordon.Economics.Assessment;
using Cordon.Economics.Corruption;
using Cordon.Economics.Models;
using Cordon.Economics.Verifiers;

namespace Cordon.Economics.Parameters;

/// <summary>The on-chain defaults that a model asks for, each with the inequality behind it.</summary>
public static class ContractParameters
{
    private const double Margin = 1.1; // cost of corruption over profit that a quorum has to leave
    private const double BudgetHours = 24;
    private const double DowntimeShareMax = 0.25; // more in a day is an outage that guardians cause
    private const double Tail = 3; // an exponential time is below three means in 95 of 100 cases
    private const double MinutesPerHour = 60;
    private const double SecondsPerHour = 3600;
    private const double HoursPerDay = 24;

    // What a vulnerability of each tier takes, as a share of a critical one.
    private static readonly (string Key, double Share)[] Tiers =
        [("bountyCritical", 1), ("bountyHigh", 0.2), ("bountyMedium", 0.02), ("bountyLow", 0.002)];

    /// <summary>Derives every rule that the model has the quantities for.</summary>
    /// <param name="model">The model; rules without their quantities are left out.</param>
    /// <param name="settings">The contracts' current settings.</param>
    /// <exception cref="Numbers.InvalidInputException">A quantity of the model is out of range.</exception>
    public static ImmutableArray<ParameterRule> Derive(RiskModel model, ContractSettings settings) =>
    [
        .. Protocols(model, settings),
        .. Times(model, settings),
        .. model.Guardians is { } guardians ? Guardians(model, guardians, settings) : [],
        .. model.Bounty is { } bounty ? Bounties(model, bounty, settings) : [],
    ];

    private static IEnumerable<ParameterRule> Protocols(RiskModel model, ContractSettings settings)
    {
        if (model.Protocols.Count == 0) yield break;
        (ProtocolModel worst, double needed) = model.Protocols
            .Select(protocol => (protocol, QuorumFor(protocol, model.Detection))).MaxBy(pair => pair.Item2);
        double offline = model.Guardians?.OfflineShare ?? 0.1;
        yield return ParameterRule.Of("quorum", "share", Math.Max(needed, 0.5), 1 - offline, settings.Quorum, 2.0 / 3,
            $"cost(quorum) >= {Text(Margin)} * profit for {worst.Name} needs {Text(needed)}; quorum <= 1 - "
            + $"{Text(offline)} off duty; quorum > 1/2",
            "below, buying a quorum pays, or two quorums contradict each other; above, an ordinary night stops all "
            + "action");

        double pauseCost = model.Protocols.Max(protocol => protocol.PauseCostPerHour);
        yield return ParameterRule.Of("bondPerHour", model.Currency, pauseCost, HonestBondMax(model, settings),
            settings.BondPerHour, pauseCost,
            $"bond >= {Text(pauseCost)} that an hour of standstill costs; bond * hours * P(wrong) <= reward * P(right)",
            "below, stopping a protocol for fun costs less than it harms; above, an honest guardian does not dare");
    }

    // The quorum at which corrupting it costs a tenth more than it earns, under today's withdrawal limit.
    private static double QuorumFor(ProtocolModel protocol, DetectionModel detection)
    {
        CorruptionModel model = protocol.Corruption;
        double drained = new DrainRace
        {
            VulnerableValue = protocol.Extractable,
            DrainRate = protocol.DrainPerMinute,
            MeanTimeToDetect = detection.MeanMinutesToDetect,
            MeanTimeToRespond = detection.MeanMinutesToRespond,
        }.ExpectedLoss();
        double profit = (drained * model.Monetisation) + model.ShortProfit;
        double perQuorum = model.Stake * CorruptionEconomics.LostPerStake(model with { Quorum = 1 });
        double mustLose = (Margin * profit) - model.OperatingCost;
        if (mustLose <= 0) return 0;
        return perQuorum > 0 ? mustLose / perQuorum : double.PositiveInfinity;
    }

    // An honest alert is right with the precision of the sensor; its expected reward has to cover the bond at risk.
    private static double? HonestBondMax(RiskModel model, ContractSettings settings)
    {
        if (model.Guardians?.Incentives is not { TrueAlertReward: > 0, AttackProbability: > 0 } sensor) return null;
        double right = sensor.AttackProbability * sensor.TruePositiveRate;
        double wrong = (1 - sensor.AttackProbability) * sensor.FalsePositiveRate;
        double hours = settings.SoloPauseHours ?? 1;
        return wrong > 0 ? sensor.TrueAlertReward * right / (wrong * hours) : null;
    }

    private static IEnumerable<ParameterRule> Times(RiskModel model, ContractSettings settings)
    {
        double detect = model.Detection.MeanMinutesToDetect / MinutesPerHour;
        double respond = model.Detection.MeanMinutesToRespond / MinutesPerHour;
        double quorumTime = Tail * detect; // others need to see for themselves what the first one saw
        yield return ParameterRule.Of("soloPauseHours", "hours", quorumTime, BudgetHours * DowntimeShareMax,
            settings.SoloPauseHours, 1,
            $"pause >= 3 * {Text(detect)} h in which 95 % of the others have seen it; pause <= {Text(BudgetHours)} h * "
            + Text(DowntimeShareMax),
            "below, the pause ends before a quorum can carry it on; above, one guardian causes an outage");
        yield return ParameterRule.Of("soloBudgetHours", "hours in 24", settings.SoloPauseHours ?? 1,
            BudgetHours * DowntimeShareMax, settings.SoloBudgetHours, 6,
            $"{Text(settings.SoloPauseHours ?? 1)} h for one pause <= budget <= {Text(BudgetHours)} h * "
            + Text(DowntimeShareMax),
            "below, not even one pause is possible; above, guardians together cause an outage");
        yield return ParameterRule.Of("quorumPauseHours", "hours", Tail * respond, null, settings.QuorumPauseHours, 72,
            $"pause >= 3 * {Text(respond)} h in which 95 % of incidents are stopped",
            "below, the protocol reopens while it is still attacked");
        yield return ParameterRule.Of("challengeHours", "hours", Tail * detect, null, settings.ChallengeHours, 24,
            $"challenge >= 3 * {Text(detect)} h in which 95 % notice a wrong action",
            "below, a false quorum stands because nobody noticed in time");

        double challenge = settings.ChallengeHours ?? 24;
        double vote = model.Votes?.VoteDays ?? 0;
        double hold = settings.SlashHoldDays ?? 7;
        yield return ParameterRule.Of("slashHoldDays", "days", vote, null, settings.SlashHoldDays, 7,
            $"hold >= {Text(vote)} d that a vote on a veto takes",
            "below, a wrong slash is paid out before the vote ends");
        double misdeed = (Tail * (detect + respond)) + (settings.QuorumPauseHours ?? 72) + challenge;
        yield return ParameterRule.Of("unbondingDays", "days", (misdeed / HoursPerDay) + hold, null,
            settings.UnbondingDays, 14,
            $"unbonding >= 3 * ({Text(detect)} + {Text(respond)}) h to find out + "
            + $"{Text(settings.QuorumPauseHours ?? 72)} h pause + {Text(challenge)} h challenge + {Text(hold)} d hold",
            "below, whoever did it has left before the slash arrives");
    }

    private static IEnumerable<ParameterRule> Guardians(
        RiskModel model, GuardianModel guardians, ContractSettings settings)
    {
        IncentiveMatrix work = guardians.Incentives.Checked();
        string money = model.Currency;
        double truth = 1 - guardians.GuessProbability;
        double penalty = settings.ChallengePenalty ?? work.ChallengePenalty;
        double rate = settings.ChallengeProbability ?? work.ChallengeProbability;
        yield return ParameterRule.Of("challengeProbability", "share", Ratio(work.WorkCost, penalty * truth), 1,
            rate, rate, $"P >= C / (A * (1-g)) = {Text(work.WorkCost)} / ({Text(penalty)} * {Text(truth)})",
            "below, not working and sometimes being caught costs less than working");
        yield return ParameterRule.Of("challengePenalty", money, Ratio(work.WorkCost, rate * truth),
            guardians.SelfStake * 0.1, penalty, penalty,
            $"A >= C / (P * (1-g)) = {Text(work.WorkCost)} / ({Text(rate)} * {Text(truth)}); A <= a tenth of the stake",
            "below, idling pays; above, one outage ruins an honest guardian");

        double idle = Math.Max(0, work.WorkCost - (rate * penalty * truth));
        double misses = work.AttackProbability * (1 - work.TruePositiveRate);
        double spare = Math.Max(0, work.BaseReward - work.WorkCost);
        yield return ParameterRule.Of("negligenceSlash", "share",
            Ratio(idle, work.AttackProbability * guardians.SelfStake),
            misses > 0 ? Math.Min(1, spare / (misses * guardians.SelfStake)) : 1, settings.NegligenceSlash, 0.001,
            $"X * n * stake >= C - P * A * (1-g) = {Text(idle)}; X * (1-hit rate) * n * stake <= reward - C = "
            + Text(spare),
            "below, looking away pays where challenges leave a gap; above, honest misses eat the reward");
        yield return ParameterRule.Of("maliceSlash", "share",
            Ratio(work.BaseReward + work.Bribe, work.CollusionDetection * guardians.SelfStake), 1,
            settings.MaliceSlash, 0.2,
            $"s * stake * P(found) >= reward + bribe = {Text(work.BaseReward + work.Bribe)}",
            "below, taking the bribe pays");

        double capital = guardians.SelfStake * guardians.StakeYield / guardians.EpochsPerYear;
        double honestLoss = (work.WorkCost + capital) + (misses * work.MissPenalty)
            + ((1 - work.AttackProbability) * work.FalsePositiveRate * work.FalseAlertPenalty);
        double seconds = guardians.EpochHours * SecondsPerHour;
        double? current = settings.StreamPerSecond ?? (work.BaseReward / seconds);
        yield return ParameterRule.Of("streamPerSecond", money, honestLoss / seconds, null, current, current.Value,
            $"r * {Text(seconds)} s >= work {Text(work.WorkCost)} + forgone yield {Text(capital)} + honest mistakes "
            + Text(honestLoss - work.WorkCost - capital),
            "below, honest guardians leave");
    }

    private static IEnumerable<ParameterRule> Bounties(RiskModel model, BountyModel bounty, ContractSettings settings)
    {
        double takes = model.Protocols.Select(protocol => protocol.Extractable).DefaultIfEmpty(0).Max();
        foreach ((string key, double share) in Tiers)
        {
            double loss = takes * share;
            double min = IncentiveView.Threshold(
                loss, bounty with { GrayMarketPrice = bounty.GrayMarketPrice * share }).BountyMin;
            double? current = key switch
            {
                "bountyCritical" => settings.BountyCritical ?? (bounty.Offered > 0 ? bounty.Offered : null),
                "bountyHigh" => settings.BountyHigh,
                "bountyMedium" => settings.BountyMedium,
                _ => settings.BountyLow,
            };
            yield return ParameterRule.Of(key, model.Currency, min, loss, current, min,
                $"B >= max(p * keep * {Text(loss)} - p_c * fine, gray) / reliability; B <= {Text(loss)}",
                "below, selling or exploiting pays more than telling; above, it costs more than the loss");
        }
    }

    private static double Ratio(double top, double bottom) =>
        top == 0 ? 0 : bottom > 0 ? top / bottom : double.PositiveInfinity;

    private static string Text(double value) =>
        double.IsInfinity(value) ? "no value" : value.ToString("#,##0.####", CultureInfo.InvariantCulture);
}
