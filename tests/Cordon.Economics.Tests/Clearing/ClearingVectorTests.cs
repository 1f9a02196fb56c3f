using Cordon.Economics.Clearing;
using Cordon.Economics.Numbers;

namespace Cordon.Economics.Tests.Clearing;

public class ClearingVectorTests
{
    private static ClearingProblem<Rational> Draw(Drawn drawn, Rational alpha, Rational beta)
    {
        int n = drawn.Whole(1, 6);
        Rational[][] owed = [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n)
            .Select(j => i == j || drawn.Chance(0.4) ? Rational.Zero : drawn.Whole(1, 9)).ToArray())];
        return new ClearingProblem<Rational>(
            owed, drawn.Many(n, () => drawn.Chance(0.3) ? Rational.Zero : drawn.Fraction(12)), alpha, beta);
    }

    private static Rational Owed(ClearingProblem<Rational> problem, int i) => Rational.Sum(problem.Liabilities[i]);

    // What i pays when the others pay so: the definition, written out apart from the solver.
    private static Rational Due(ClearingProblem<Rational> problem, IReadOnlyList<Rational> paid, int i)
    {
        Rational received = Rational.Zero;
        for (int j = 0; j < problem.Count; j++)
            if (!problem.Liabilities[j][i].IsZero)
                received += paid[j] * problem.Liabilities[j][i] / Owed(problem, j);
        return problem.ExternalAssets[i] + received >= Owed(problem, i)
            ? Owed(problem, i)
            : (problem.ExternalRecovery * problem.ExternalAssets[i]) + (problem.ClaimRecovery * received);
    }

    private static Rational[] Iterated(ClearingProblem<Rational> problem, bool fromAbove, int rounds)
    {
        Rational[] paid = [.. Enumerable.Range(0, problem.Count)
            .Select(i => fromAbove ? Owed(problem, i) : Rational.Zero)];
        for (int round = 0; round < rounds; round++)
            paid = [.. Enumerable.Range(0, paid.Length).Select(i => Due(problem, paid, i))];
        return paid;
    }

    [Theory]
    [InlineData("1", "1")]
    [InlineData("1/2", "1")]
    [InlineData("9/10", "4/5")]
    [InlineData("0", "1/3")]
    public void Both_vectors_satisfy_the_definition_and_enclose_every_iteration(string alpha, string beta)
    {
        Assert.True(Rational.TryParse(alpha, out Rational a) & Rational.TryParse(beta, out Rational b));
        Drawn.ForSeeds(150, drawn =>
        {
            ClearingProblem<Rational> problem = Draw(drawn, a, b);
            ClearingResult<Rational> greatest = ClearingVector.Greatest(problem);
            ClearingResult<Rational> least = ClearingVector.Least(problem);
            Rational[] above = Iterated(problem, fromAbove: true, 12);
            Rational[] below = Iterated(problem, fromAbove: false, 12);

            for (int i = 0; i < problem.Count; i++)
            {
                Assert.Equal(greatest.Payments[i], Due(problem, greatest.Payments, i));
                Assert.Equal(least.Payments[i], Due(problem, least.Payments, i));
                Assert.True(below[i] <= least.Payments[i], "below least");
                Assert.True(least.Payments[i] <= greatest.Payments[i], "least below greatest");
                Assert.True(greatest.Payments[i] <= above[i], "greatest below the iteration from above");
                Assert.InRange((double)(above[i] - greatest.Payments[i]), 0, 12);
            }
        });
    }

    [Fact]
    public void Without_costs_of_default_the_equity_of_all_is_what_they_own_outside() =>
        Drawn.ForSeeds(200, drawn =>
        {
            ClearingProblem<Rational> problem = Draw(drawn, 1, 1);

            Assert.Equal(
                Rational.Sum(problem.ExternalAssets), Rational.Sum(ClearingVector.Greatest(problem).Equity));
            Assert.Equal(
                ClearingVector.Greatest(problem).Equity, ClearingVector.Least(problem).Equity);
        });

    [Fact]
    public void Costs_of_default_never_help_anybody() =>
        Drawn.ForSeeds(100, drawn =>
        {
            ClearingProblem<Rational> problem = Draw(drawn, 1, 1);
            ClearingResult<Rational> free = ClearingVector.Greatest(problem);
            ClearingResult<Rational> costly = ClearingVector.Greatest(
                problem with { ExternalRecovery = new Rational(1, 2), ClaimRecovery = new Rational(3, 4) });

            for (int i = 0; i < problem.Count; i++) Assert.True(costly.Payments[i] <= free.Payments[i]);
            Assert.True(costly.DefaultCount >= free.DefaultCount);
        });

    [Fact]
    public void More_cash_never_lowers_a_payment() =>
        Drawn.ForSeeds(100, drawn =>
        {
            ClearingProblem<Rational> problem = Draw(drawn, new Rational(1, 2), new Rational(1, 2));
            ClearingProblem<Rational> richer = problem with
            {
                ExternalAssets = [.. problem.ExternalAssets.Select((cash, i) => i == 0 ? cash + 3 : cash)],
            };
            ClearingResult<Rational> before = ClearingVector.Greatest(problem);
            ClearingResult<Rational> after = ClearingVector.Greatest(richer);

            for (int i = 0; i < problem.Count; i++) Assert.True(after.Payments[i] >= before.Payments[i]);
        });

    [Fact]
    public void Floating_point_gives_the_same_rounds_and_payments() =>
        Drawn.ForSeeds(150, drawn =>
        {
            ClearingProblem<Rational> exact = Draw(drawn, new Rational(3, 4), new Rational(1, 2));
            ClearingProblem<double> rough = new(
                [.. exact.Liabilities.Select(row => row.Select(owed => owed.ToDouble()).ToArray())],
                [.. exact.ExternalAssets.Select(cash => cash.ToDouble())], 0.75, 0.5);
            ClearingResult<Rational> expected = ClearingVector.Greatest(exact);
            ClearingResult<double> actual = ClearingVector.Greatest(rough);

            Assert.Equal(expected.DefaultRounds.SelectMany(r => r), actual.DefaultRounds.SelectMany(r => r));
            for (int i = 0; i < exact.Count; i++)
                Assert.Equal(expected.Payments[i].ToDouble(), actual.Payments[i], 1e-9);
        });

    [Fact]
    public void Names_do_not_matter_only_debts_do() =>
        Drawn.ForSeeds(50, drawn =>
        {
            ClearingProblem<Rational> problem = Draw(drawn, 1, 1);
            ClearingProblem<Rational> reversed = problem with
            {
                Liabilities = [.. problem.Liabilities.Reverse().Select(row => row.Reverse().ToArray())],
                ExternalAssets = [.. problem.ExternalAssets.Reverse()],
            };
            Assert.Equal(
                ClearingVector.Greatest(problem).Payments.Reverse(), ClearingVector.Greatest(reversed).Payments);
        });

    [Fact]
    public void Without_any_cash_the_least_vector_pays_nothing_while_the_greatest_may_pay_in_a_ring()
    {
        ClearingProblem<Rational> ring = new([[0, 3, 0], [0, 0, 3], [3, 0, 0]], [0, 0, 0], 1, 1);

        Assert.Equal([0, 0, 0], ClearingVector.Least(ring).Payments);
        Assert.Equal(3, ClearingVector.Least(ring).DefaultCount);
        Assert.Equal([3, 3, 3], ClearingVector.Greatest(ring).Payments);
        Assert.Equal([3, 3, 3], ClearingVector.Least(ring with { ExternalAssets = [1, 0, 0] }).Payments);
        Drawn.ForSeeds(50, drawn =>
        {
            ClearingProblem<Rational> problem = Draw(drawn, 1, 1);
            Rational[] none = new Rational[problem.Count];
            ClearingResult<Rational> least = ClearingVector.Least(problem with { ExternalAssets = none });
            Assert.All(least.Payments, paid => Assert.Equal(0, paid));
        });
    }

    [Fact]
    public void Nobody_at_all_clears_at_once() =>
        Assert.Empty(ClearingVector.Greatest(new ClearingProblem<Rational>([], [], 1, 1)).Payments);

    [Fact]
    public void A_malformed_problem_is_refused_by_field()
    {
        Rational[][] owed = [[0, 1], [1, 0]];
        InvalidInputException Fault(ClearingProblem<Rational> problem) =>
            Assert.Throws<InvalidInputException>(() => ClearingVector.Greatest(problem));

        Assert.Equal("Liabilities", Fault(new([[0, 1]], [1, 1], 1, 1)).Field);
        Assert.Equal("Liabilities", Fault(new([[0, -1], [1, 0]], [1, 1], 1, 1)).Field);
        Assert.Equal("Liabilities", Fault(new([[1, 1], [1, 0]], [1, 1], 1, 1)).Field);
        Assert.Equal("ExternalAssets", Fault(new(owed, [1, -1], 1, 1)).Field);
        Assert.Equal("Alpha", Fault(new(owed, [1, 1], 2, 1)).Field);
        Assert.Equal("Beta", Fault(new(owed, [1, 1], 1, -1)).Field);
        Assert.Throws<InvalidInputException>(() => ClearingVector.Greatest(
            new ClearingProblem<double>([[0, double.NaN], [1, 0]], [1, 1], 1, 1)));
    }
}
