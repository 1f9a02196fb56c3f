using Cordon.Cli.Terminal;
using Cordon.Economics.Models;
using Cordon.Economics.Simulation.Mechanism;
using Cordon.Economics.Verifiers;

namespace Cordon.Cli.Risk.Simulation;

/// <summary>What a risk model says about the mechanism, hour by hour, for its largest protocol.</summary>
/// <remarks>A model's epoch may be longer than the simulation's hour: pay is divided by its hours, probabilities become
/// those of an hour. What a model does not say (bond cool-downs, flow limits, attackers' capital) keeps its default; an
/// attacker needs no capital.</remarks>
internal static class ModelledMechanism
{
    private const double InstantMinutes = 1e-3; // an attack in one transaction

    /// <exception cref="CommandException">The model has no guardians or no protocol.</exception>
    public static SimulationConfig Of(string path, RiskModel model)
    {
        if (model.Guardians is not { } guardians)
            throw CommandException.BadInput($"{path}: guardians: expected who guards, found nothing");
        if (model.Protocols is [])
            throw CommandException.BadInput($"{path}: protocols: expected at least one to attack, found none");

        ProtocolModel protocol = model.Protocols.MaxBy(one => one.Extractable)!;
        IncentiveMatrix pay = guardians.Incentives;
        double hours = guardians.EpochHours;
        MechanismParameters defaults = new();
        MechanismParameters mechanism = defaults with
        {
            Stake = guardians.SelfStake,
            Delegated = 0,
            StreamPay = pay.BaseReward / hours,
            WorkCost = pay.WorkCost / hours,
            ChallengeProbability = Hourly(pay.ChallengeProbability, hours),
            ChallengePenalty = pay.ChallengePenalty,
            GuessProbability = guardians.GuessProbability,
            TrueAlertReward = pay.TrueAlertReward,
            Bond = pay.FalseAlertPenalty,
            NegligenceSlash = ShareOf(pay.MissPenalty, guardians.SelfStake),
            MaliciousSlash = ShareOf(pay.Slash, guardians.SelfStake),
            CollusionDetection = pay.CollusionDetection,
            TruePositiveRate = pay.TruePositiveRate,
            FalsePositiveRate = Hourly(pay.FalsePositiveRate, hours),
            DetectMinutes = model.Detection.MeanMinutesToDetect,
            RespondMinutes = model.Detection.MeanMinutesToRespond,
            VulnerableValue = protocol.Extractable,
            DrainPerMinute = double.IsFinite(protocol.DrainPerMinute) && protocol.DrainPerMinute > 0
                ? protocol.DrainPerMinute
                : Math.Max(1, protocol.Extractable) / InstantMinutes,
            AttackProbability = Hourly(pay.AttackProbability, hours),
            CapitalNeeded = 0,
            AttackCost = protocol.Corruption.OperatingCost,
            Monetisation = Math.Min(1, protocol.Corruption.Monetisation),
            PriceDrop = protocol.Corruption.PriceDropAfterAttack,
        };
        return new SimulationConfig(
            mechanism, new AttackPlan { BribePerGuardian = pay.Bribe }, Population(guardians));
    }

    // A few of each kind among those on duty, so that every row is a lone deviation.
    private static GuardianGroup[] Population(GuardianModel guardians)
    {
        int onDuty = Math.Max(10, (int)Math.Round(guardians.Count * (1 - guardians.OfflineShare)));
        int few = Math.Max(1, onDuty / 20);
        return
        [
            new(GuardianPolicy.Honest, onDuty - 4 * few),
            new(GuardianPolicy.Lazy, few),
            new(GuardianPolicy.Spamming, few),
            new(GuardianPolicy.Colluding, few),
            new(GuardianPolicy.Bribed, few),
        ];
    }

    private static double Hourly(double probability, double hours) =>
        probability >= 1 ? 1 : 1 - Math.Pow(1 - probability, 1 / hours);

    private static double ShareOf(double amount, double stake) => stake > 0 ? Math.Min(1, amount / stake) : 0;
}
