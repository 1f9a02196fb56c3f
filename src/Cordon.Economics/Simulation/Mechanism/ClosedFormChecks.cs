using Cordon.Economics.Corruption;
using Cordon.Economics.Verifiers;

namespace Cordon.Economics.Simulation.Mechanism;

/// <summary>Plays games whose answers are known, to show that the simulation can be believed.</summary>
public static class ClosedFormChecks
{
    private static readonly InspectionGame Game = new()
    {
        AttackGain = 10,
        Slash = 30,
        InspectCost = 1,
        Bounty = 5,
        UndetectedLoss = 15,
    };

    /// <summary>Runs all checks.</summary>
    /// <param name="seed">The same seed gives the same numbers.</param>
    /// <param name="rounds">Rounds of each game, 100 or more.</param>
    public static IReadOnlyList<ClosedFormCheck> Run(ulong seed, int rounds = 200_000) =>
    [
        .. Inspection(new Xoshiro256StarStar(seed), rounds),
        .. Volunteers(new Xoshiro256StarStar(seed + 1), rounds),
        Race(seed + 2, rounds),
        .. Triage(new Xoshiro256StarStar(seed + 3), rounds),
        Ruin(new Xoshiro256StarStar(seed + 4), rounds / 20),
        .. Incentives(seed + 5, Math.Max(50, rounds / 500)),
    ];

    private static IEnumerable<ClosedFormCheck> Inspection(Xoshiro256StarStar random, int rounds)
    {
        double[] watcher = new double[rounds];
        double[] attacker = new double[rounds];
        double[] unseen = new double[rounds];
        for (int i = 0; i < rounds; i++)
        {
            bool looks = random.Chance(Game.InspectionProbability);
            bool attacks = random.Chance(Game.AttackProbability);
            if (looks) watcher[i] = (attacks ? Game.Bounty : 0) - Game.InspectCost;
            else watcher[i] = attacks ? -Game.UndetectedLoss : 0;
            attacker[i] = !attacks ? 0 : looks ? -Game.Slash : Game.AttackGain;
            unseen[i] = attacks && !looks ? 1 : 0;
        }

        // In equilibrium looking costs as much as it brings: both choices are worth the same to the watcher.
        yield return new("inspection game: watcher's value", Game.WatcherValue, Estimate.Of(watcher));
        yield return new("inspection game: attacker's value", Game.AttackerValue, Estimate.Of(attacker));
        yield return new("inspection game: unseen attacks", Game.UndetectedAttackProbability, Estimate.Of(unseen));
    }

    private static IEnumerable<ClosedFormCheck> Volunteers(Xoshiro256StarStar random, int rounds)
    {
        foreach (int watchers in (int[])[2, 10, 50])
        {
            VolunteersDilemma dilemma = new(1, 10, watchers);
            double[] nobody = new double[rounds];
            for (int i = 0; i < rounds; i++)
            {
                bool acted = false;
                for (int w = 0; w < watchers && !acted; w++) acted = random.Chance(dilemma.ActProbability);
                nobody[i] = acted ? 0 : 1;
            }

            yield return new($"volunteer's dilemma of {watchers}: nobody acts", dilemma.NobodyActs,
                Estimate.Of(nobody));
        }
    }

    // Through the mechanism itself: one guardian who always sees, against an attack that drains by the minute.
    private static ClosedFormCheck Race(ulong seed, int rounds)
    {
        MechanismParameters with = new()
        {
            TruePositiveRate = 1,
            Uptime = 1,
            DetectMinutes = 12,
            RespondMinutes = 6,
            VulnerableValue = 10_000_000,
            DrainPerMinute = 500_000,
            Monetisation = 1,
            AttackCost = 0,
            PrivateRouteCost = 0,
            CapitalNeeded = 0,
            Quorum = 0.5,
        };
        double[] losses = new MechanismRun(with, new AttackPlan(), [new(GuardianPolicy.Honest, 1)], seed)
            .Strike(rounds);
        DrainRace race = new()
        {
            VulnerableValue = with.VulnerableValue,
            DrainRate = with.DrainPerMinute,
            MeanTimeToDetect = with.DetectMinutes,
            MeanTimeToRespond = with.RespondMinutes,
        };
        return new("drain race: loss per attack", race.ExpectedLoss(), Estimate.Of(losses));
    }

    // By cycles between alerts that find everybody idle, which are independent.
    private static IEnumerable<ClosedFormCheck> Triage(Xoshiro256StarStar random, int alerts)
    {
        TriageQueue queue = new(4, 1, 6);
        List<double> counts = [];
        List<double> waited = [];
        List<double> waits = [];
        double[] free = new double[queue.Guardians];
        double now = 0;
        for (int i = 0; ; i++)
        {
            now += random.Exponential(1 / queue.ArrivalRate);
            if (free.Max() <= now)
            {
                if (i >= alerts) break;
                counts.Add(0);
                waited.Add(0);
                waits.Add(0);
            }

            int next = Array.IndexOf(free, free.Min());
            double start = Math.Max(now, free[next]);
            free[next] = start + random.Exponential(1 / queue.ServiceRate);
            counts[^1]++;
            if (start > now) waited[^1]++;
            waits[^1] += start - now;
        }

        yield return new("Erlang C: share that waits", queue.WaitProbability, Estimate.Ratio(waited, counts));
        yield return new("Erlang C: mean wait in hours", queue.MeanWait, Estimate.Ratio(waits, counts));
    }

    private static ClosedFormCheck Ruin(Xoshiro256StarStar random, int rounds)
    {
        GamblersRuin ruin = new(0.48, 10, 20);
        double[] reached = new double[rounds];
        for (int i = 0; i < rounds; i++)
        {
            int units = ruin.Start;
            while (units > 0 && units < ruin.Target) units += random.Chance(ruin.WinProbability) ? 1 : -1;
            reached[i] = units > 0 ? 1 : 0;
        }

        return new("war chest: breaks even before ruin", ruin.ReachesTarget, Estimate.Of(reached));
    }

    // Through the mechanism itself, with everything switched off that the matrix does not know.
    private static IEnumerable<ClosedFormCheck> Incentives(ulong seed, int runs)
    {
        MechanismParameters with = new()
        {
            AttackProbability = 0.01,
            TruePositiveRate = 0.9,
            FalsePositiveRate = 0.02,
            StreamPay = 1,
            WorkCost = 0.4,
            TrueAlertReward = 20,
            Bond = 2,
            OverturnProbability = 1,
            SoloCooldownEpochs = 0,
            Stake = 3_000,
            NegligenceSlash = 0.01,
            MaliciousSlash = 0.2,
            CollusionDetection = 0.8,
            SlashVeto = 0,
            ChallengeProbability = 0.05,
            ChallengePenalty = 25,
            Uptime = 1,
            Commission = 0,
            PriceDrop = 0,
        };
        AttackPlan plan = new() { BribePerGuardian = 700 };
        IncentiveMatrix matrix = new()
        {
            AttackProbability = with.AttackProbability,
            TruePositiveRate = with.TruePositiveRate,
            FalsePositiveRate = with.FalsePositiveRate,
            BaseReward = with.StreamPay,
            WorkCost = with.WorkCost,
            TrueAlertReward = with.TrueAlertReward,
            FalseAlertPenalty = with.Bond,
            MissPenalty = with.NegligenceSlash * with.Stake,
            ChallengeProbability = with.ChallengeProbability,
            ChallengePenalty = with.ChallengePenalty,
            Bribe = plan.BribePerGuardian,
            CollusionDetection = with.CollusionDetection,
            Slash = with.MaliciousSlash * with.Stake,
        };
        SimulationOutcome outcome = MechanismSimulation.Run(with, plan, MechanismSimulation.StandardPopulation,
            new SimulationPlan(runs, 500, seed));

        // In an attack the bribed take the bribe, lose the slash if found out, and else the penalty for missing it.
        double inAttack = matrix.Bribe - matrix.CollusionDetection * matrix.Slash
            - (1 - matrix.CollusionDetection) * matrix.MissPenalty;
        double bribed = matrix.BaseReward - matrix.WorkCost + matrix.AttackProbability * inAttack
            - (1 - matrix.AttackProbability) * matrix.FalsePositiveRate * matrix.FalseAlertPenalty;
        yield return new("incentive matrix: honest", matrix.Honest, outcome.Strategies[0].Value);
        yield return new("incentive matrix: lazy", matrix.Lazy, outcome.Strategies[1].Value);
        yield return new("incentive matrix: spamming, challenged",
            matrix.Spam - matrix.ChallengeProbability * matrix.ChallengePenalty, outcome.Strategies[2].Value);
        yield return new("incentive matrix: bribed, honest otherwise", bribed, outcome.Strategies[4].Value);
    }
}
