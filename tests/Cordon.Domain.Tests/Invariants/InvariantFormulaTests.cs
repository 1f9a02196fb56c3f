using System.Globalization;
using System.Numerics;
using Cordon.Domain.Invariants;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Domain.Tests.Invariants;

public class InvariantFormulaTests
{
    private static readonly string[] Names = ["a", "b", "price_2"];

    [Theory]
    [InlineData("a + b * 2 >= 0", 7)]
    [InlineData("(a + b) * 2 >= 0", 8)]
    [InlineData("a - b - 1 >= 0", -3)]
    [InlineData("7 / 2 * 2 >= 0", 6)]
    [InlineData("2 * 7 / 2 >= 0", 7)]
    [InlineData("  1_000+price_2 >= 0", 1_005)]
    [InlineData("a-b*price_2/2+(1-(b)) >= 0", -8)]
    public void Terms_follow_the_rules_of_arithmetic(string text, int value) =>
        Assert.Equal(value, InvariantFormula.Parse(text, Names).Left.Evaluate([1, 3, 5]));

    [Theory]
    [InlineData("a >= b", InvariantComparison.AtLeast)]
    [InlineData("a>b", InvariantComparison.MoreThan)]
    [InlineData("a <= b", InvariantComparison.AtMost)]
    [InlineData("a<b", InvariantComparison.LessThan)]
    [InlineData("a == b", InvariantComparison.Equal)]
    [InlineData("a != b", InvariantComparison.NotEqual)]
    public void Every_comparison_is_read(string text, InvariantComparison comparison) =>
        Assert.Equal(comparison, InvariantFormula.Parse(text, Names).Comparison);

    [Theory]
    [InlineData("", "position 1: expected a whole number, '(' or one of a, b, price_2, found the end")]
    [InlineData("a", "position 2: expected +, -, *, / or a comparison (>=, <=, ==, !=, >, <), found the end")]
    [InlineData("a = b", "position 3: expected +, -, *, / or a comparison (>=, <=, ==, !=, >, <), found '='")]
    [InlineData("a >= c", "position 6: expected a whole number, '(' or one of a, b, price_2, found 'c'")]
    [InlineData("(a >= b", "position 4: expected ')', found '>'")]
    [InlineData("a >= b >= 1", "position 8: expected +, -, *, / or the end, found '>'")]
    [InlineData("1a >= 0", "position 1: expected a whole number in decimal, found '1'")]
    [InlineData("1.5 >= a", "position 2: expected +, -, *, / or a comparison (>=, <=, ==, !=, >, <), found '.'")]
    [InlineData("a + >= b", "position 5: expected a whole number, '(' or one of a, b, price_2, found '>'")]
    public void A_fault_has_the_position_and_what_was_expected(string text, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => InvariantFormula.Parse(text, Names)).Message);

    [Fact]
    public void Hostile_depth_and_length_are_refused_not_followed()
    {
        Assert.Throws<FormatException>(() => InvariantFormula.Parse(new string('(', 4_000), Names));
        Assert.Throws<FormatException>(() => InvariantFormula.Parse(new string('1', 10_000) + " > 0", Names));
    }

    [Fact]
    public void Whatever_the_text_it_is_read_or_refused_with_a_reason() =>
        Prop.ForAll<NonNull<string>>(text =>
        {
            try
            {
                return InvariantFormula.Parse(text.Get, Names).Text == text.Get;
            }
            catch (FormatException fault)
            {
                return fault.Message.Length > 0;
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Sums_and_products_are_exact_at_any_size() =>
        Prop.ForAll<BigInteger, BigInteger, BigInteger>((a, b, c) =>
            InvariantFormula.Parse("(a + b) * price_2 - a >= 0", Names).Left.Evaluate([a, b, c]) == ((a + b) * c) - a)
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("100 >= 100", 0, 0, true)]
    [InlineData("99 >= 100", 0, 0, false)]
    [InlineData("99 >= 100", 100, 0, true)]
    [InlineData("98 >= 100", 100, 0, false)]
    [InlineData("98 >= 100", 100, 2, true)]
    [InlineData("99 > 100", 100, 0, false)]
    [InlineData("101 <= 100", 100, 0, true)]
    [InlineData("102 <= 100", 100, 0, false)]
    [InlineData("100 < 100", 0, 0, false)]
    [InlineData("100 < 100", 1, 0, true)]
    [InlineData("98 == 100", 200, 0, true)]
    [InlineData("103 == 100", 200, 0, false)]
    [InlineData("0 != 0", 0, 0, false)]
    [InlineData("1 != 0", 0, 0, true)]
    [InlineData("1 == 0", 10_000, 0, false)]
    public void The_tolerance_is_a_share_of_the_right_side_or_an_amount(string text, int bps, int absolute, bool holds)
    {
        InvariantFormula formula = InvariantFormula.Parse(text, []);
        BigInteger left = formula.Left.Evaluate([]), right = formula.Right.Evaluate([]);

        Assert.Equal(holds, new InvariantTolerance(bps, absolute).Allows(left, formula.Comparison, right));
    }

    [Fact]
    public void More_tolerance_never_breaks_what_held() =>
        Prop.ForAll<BigInteger, BigInteger, PositiveInt>((left, right, more) =>
            new[] { InvariantComparison.AtLeast, InvariantComparison.AtMost, InvariantComparison.Equal }.All(c =>
                !new InvariantTolerance(10, 3).Allows(left, c, right)
                || new InvariantTolerance(10 + (more.Get % 9_990), 3 + more.Get).Allows(left, c, right)))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Dividing_by_zero_says_so() =>
        Assert.Throws<DivideByZeroException>(() =>
            InvariantFormula.Parse("1 / (a - a) > 0", Names).Left.Evaluate([BigInteger.Parse(
                "5", CultureInfo.InvariantCulture), 0, 0]));
}
