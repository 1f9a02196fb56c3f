using System.Globalization;
using System.Numerics;
using Cordon.Economics.Numbers;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Economics.Tests.Numbers;

public class RationalTests
{
    private static readonly Gen<Rational> Fractions =
        from numerator in ArbMap.Default.GeneratorFor<int>()
        from denominator in ArbMap.Default.GeneratorFor<int>()
        select new Rational(numerator, denominator == 0 ? 1 : denominator);

    private static Arbitrary<(Rational A, Rational B, Rational C)> Triples =>
        (from a in Fractions from b in Fractions from c in Fractions select (a, b, c)).ToArbitrary();

    [Fact]
    public void Is_a_field_with_an_order_that_addition_keeps() =>
        Prop.ForAll(Triples, t =>
            t.A + t.B == t.B + t.A
            && t.A * (t.B + t.C) == (t.A * t.B) + (t.A * t.C)
            && t.A - t.A == Rational.Zero
            && (t.B.IsZero || t.A / t.B * t.B == t.A)
            && (t.A < t.B) == (t.A + t.C < t.B + t.C)).QuickCheckThrowOnFailure();

    [Fact]
    public void Stays_in_lowest_terms_with_a_positive_denominator() =>
        Prop.ForAll(Triples, t =>
        {
            Rational product = t.A * t.B;
            return product.Denominator.Sign > 0
                && BigInteger.GreatestCommonDivisor(product.Numerator, product.Denominator) == 1;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Text_round_trips_and_equal_values_have_equal_hashes() =>
        Prop.ForAll(Fractions.ToArbitrary(), a =>
            Rational.TryParse(a.ToString(), out Rational again)
            && again == a && again.GetHashCode() == a.GetHashCode()).QuickCheckThrowOnFailure();

    [Fact]
    public void A_double_converts_exactly_and_back() =>
        Prop.ForAll<NormalFloat>(x => Rational.OfDouble(x.Get).ToDouble().Equals(x.Get)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("29/100", "29/100")]
    [InlineData("-7", "-7")]
    [InlineData("0.25", "1/4")]
    [InlineData("1.5e-3", "3/2000")]
    [InlineData("2E+3", "2000")]
    [InlineData("6/4", "3/2")]
    [InlineData("1e27", "1000000000000000000000000000")]
    [InlineData("1e-18", "1/1000000000000000000")]
    [InlineData("0", "0")]
    public void Reads_fractions_and_decimals_exactly_as_written(string text, string expected)
    {
        Assert.True(Rational.TryParse(text, out Rational value));
        Assert.Equal(expected, value.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1/0")]
    [InlineData("1/")]
    [InlineData("one")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1e999999999")]
    [InlineData("1,5")]
    [InlineData("0x10")]
    [InlineData("1e")]
    public void Refuses_what_is_no_fraction(string? text) => Assert.False(Rational.TryParse(text, out _));

    [Fact]
    public void Refuses_a_text_so_long_that_it_is_an_attack() =>
        Assert.False(Rational.TryParse(new string('9', 100_000), out _));

    [Theory]
    [InlineData("7/2", 3, 4)]
    [InlineData("-7/2", -4, -3)]
    [InlineData("5", 5, 5)]
    public void Rounds_down_and_up_also_below_zero(string text, int floor, int ceiling)
    {
        Assert.True(Rational.TryParse(text, out Rational value));
        Assert.Equal((floor, ceiling), ((int)Rational.Floor(value), (int)Rational.Ceiling(value)));
    }

    [Fact]
    public void A_third_becomes_the_nearest_double_and_extremes_neither_overflow_nor_vanish_early()
    {
        Assert.Equal(1.0 / 3, new Rational(1, 3).ToDouble());
        Assert.Equal(1e27, Parse("1e27").ToDouble());
        Assert.Equal(1e-18, Parse("1e-18").ToDouble());
        Assert.Equal(double.PositiveInfinity, Parse("1e400").ToDouble());
        Assert.Equal(0, Parse("1e-400").ToDouble());
        Assert.Equal(double.Epsilon, Rational.OfDouble(double.Epsilon).ToDouble());
    }

    [Fact]
    public void The_default_value_is_zero_and_division_by_it_is_refused()
    {
        Assert.Equal("0", default(Rational).ToString());
        Assert.Throws<DivideByZeroException>(() => Rational.One / default(Rational));
        Assert.Throws<DivideByZeroException>(() => new Rational(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Rational.OfDouble(double.NaN));
    }

    private static Rational Parse(string text) =>
        Rational.TryParse(text, out Rational value)
            ? value
            : throw new FormatException(text.ToString(CultureInfo.InvariantCulture));
}
