using System.Globalization;
using Cordon.Economics.Numbers;

namespace Cordon.Economics.Simulation.Mechanism;

/// <summary>Looks for the most profitable attack that the mechanism allows, and says it however embarrassing.</summary>
/// <remarks>The attacker chooses its route, a short position, how many guardians to own or to bribe, and at what
/// price; what its own guardians lose it loses, and nobody sells silence below what it costs. Random starts, then steps
/// along one choice at a time while they pay; every plan meets the same random numbers, so that plans are compared and
/// not luck. The same seed finds the same attack.</remarks>
public static class AttackSearch
{
    private const int Starts = 12;
    private const int Rounds = 12;
    private const int ChoicesPerStep = 4;

    /// <summary>Searches.</summary>
    /// <param name="with">The mechanism.</param>
    /// <param name="guardians">How many guard it, 1 or more.</param>
    /// <param name="seed">Of the search and of the opportunities.</param>
    /// <param name="strikes">Opportunities a plan is tried on, 2 or more.</param>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public static Deviation MostProfitable(MechanismParameters with, int guardians, ulong seed, int strikes = 400)
    {
        with.Checked();
        Require.Range(guardians, 1, 1_000_000);
        Require.Range(strikes, 2, 10_000_000);
        Xoshiro256StarStar random = new(seed);
        Candidate best = default;
        double bestProfit = double.NegativeInfinity;
        int evaluations = 0;
        for (int start = 0; start < Starts; start++)
        {
            Candidate here = start == 0 ? Candidate.Plain : Candidate.Random(ref random, with, guardians);
            double profit = Profits(here, with, guardians, seed, strikes).Average();
            evaluations++;
            for (int round = 0; round < Rounds; round++)
            {
                bool hasImproved = false;
                for (int choice = 0; choice < Candidate.Choices * ChoicesPerStep; choice++)
                {
                    Candidate next = here.Changed(choice, with, guardians);
                    if (next == here) continue;
                    double value = Profits(next, with, guardians, seed, strikes).Average();
                    evaluations++;
                    if (value <= profit) continue;
                    (here, profit, hasImproved) = (next, value, true);
                }

                if (!hasImproved) break;
            }

            if (profit > bestProfit) (best, bestProfit) = (here, profit);
        }

        // Fresh opportunities: the search has fitted itself to those it was made on.
        Estimate gain = Estimate.Of(Profits(best, with, guardians, ~seed, strikes * 4));
        return new Deviation(best.Describe(with, guardians), gain, gain.Low > 0, evaluations)
        {
            Plan = best.Plan,
            Colluders = best.Colluders,
            Bribable = best.Bribable,
        };
    }

    private static double[] Profits(
        Candidate candidate, MechanismParameters with, int guardians, ulong seed, int strikes) =>
        new MechanismRun(with, candidate.Plan, candidate.Population(guardians), seed).Strike(strikes);

    private readonly record struct Candidate(AttackPlan Plan, int Colluders, int Bribable)
    {
        public const int Choices = 6;

        public static Candidate Plain => new(new AttackPlan(), 0, 0);

        public static Candidate Random(ref Xoshiro256StarStar random, MechanismParameters with, int guardians)
        {
            int colluders = random.Below(guardians + 1);
            return new Candidate(
                new AttackPlan
                {
                    IsPrivate = random.Chance(0.5),
                    BribePerGuardian = random.Uniform() * 2 * with.Stake,
                    ShortPosition = random.Uniform() * with.CapitalOwned,
                },
                colluders, random.Below(guardians - colluders + 1));
        }

        public IReadOnlyList<GuardianGroup> Population(int guardians) =>
        [
            new(GuardianPolicy.Honest, guardians - Colluders - Bribable),
            new(GuardianPolicy.Colluding, Colluders),
            new(GuardianPolicy.Bribed, Bribable),
        ];

        /// <summary>The neighbour in one choice: up or down, by much or by little.</summary>
        public Candidate Changed(int choice, MechanismParameters with, int guardians)
        {
            (int what, int how) = (choice / ChoicesPerStep, choice % ChoicesPerStep);
            double factor = how switch { 0 => 0.5, 1 => 0.9, 2 => 1.1, _ => 2 };
            int step = Math.Max(1, guardians / (how is 0 or 3 ? 10 : 100)) * (how < 2 ? -1 : 1);
            return what switch
            {
                0 => this with { Plan = Plan with { IsPrivate = how < 2 } },
                1 => this with { Plan = Plan with { BribePerGuardian = Plan.BribePerGuardian * factor } },
                2 => this with
                {
                    Plan = Plan with
                    {
                        ShortPosition = how switch { 0 => 0, 3 => with.CapitalOwned, _ => Plan.ShortPosition * factor },
                    },
                },
                3 => this with { Colluders = Math.Clamp(Colluders + step, 0, guardians - Bribable) },
                4 => this with { Bribable = Math.Clamp(Bribable + step, 0, guardians - Colluders) },
                _ => how < 2
                    ? this with { Colluders = 0, Bribable = how == 0 ? 0 : Bribable }
                    : this with { Colluders = Colluders + Bribable, Bribable = 0 },
            };
        }

        public string Describe(MechanismParameters with, int guardians)
        {
            List<string> parts = [Plan.IsPrivate ? "attack by a private route" : "attack through the mempool"];
            if (with.CapitalNeeded > with.CapitalOwned) parts.Add("with a flash loan for the missing capital");
            if (Colluders > 0)
                parts.Add(Text($"with {Colluders} of {guardians} guardians colluding, their slashes made good"));
            if (Bribable > 0 && Plan.BribePerGuardian > 0)
                parts.Add(Text($"offering {Bribable} of {guardians} guardians {Plan.BribePerGuardian:N0} each"));
            if (Plan.ShortPosition > 0) parts.Add(Text($"short {Plan.ShortPosition:N0} of the token"));
            return string.Join(", ", parts);
        }

        private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
    }
}
