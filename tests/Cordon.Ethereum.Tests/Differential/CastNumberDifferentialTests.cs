using System.Globalization;

namespace Cordon.Ethereum.Tests;

/// <summary>
/// Numbers as text, and the arithmetic that cast has: shifts, and products and quotients with powers of ten. The other
/// operations are judged by the EVM (<see cref="EvmDifferentialTests"/>).
/// </summary>
[Collection(CastCampaign.Collection)]
public class CastNumberDifferentialTests
{
    private const int DecimalsMax = 77; // 10^78 exceeds 256 bits

    [Fact]
    public void Ten_thousand_unsigned_numbers_read_and_print_as_those_of_cast() =>
        CompareText("uint256[]", word => word.ToString(), (text, word) => UInt256.Parse(text) == word);

    [Fact]
    public void Ten_thousand_signed_numbers_read_and_print_as_those_of_cast() =>
        CompareText("int256[]", word => word.ToSignedString(), (text, word) =>
            UInt256.FromSigned(System.Numerics.BigInteger.Parse(text, CultureInfo.InvariantCulture)) == word);

    [Fact]
    public void Shifts_left_are_those_of_cast() => CastCampaign.Run(40, random =>
    {
        (UInt256 value, int bits) = (random.NextWord(), random.Next(270));

        Assert.Equal(CastCampaign.Ask("shl", value.ToString(), $"{bits}"), (value << bits).ToQuantity());
    });

    [Fact]
    public void Shifts_right_are_those_of_cast() => CastCampaign.Run(40, random =>
    {
        (UInt256 value, int bits) = (random.NextWord(), random.Next(270));

        Assert.Equal(CastCampaign.Ask("shr", value.ToQuantity(), $"{bits}"), (value >> bits).ToQuantity());
    });

    [Fact]
    public void Products_with_a_power_of_ten_wrap_as_those_of_cast() => CastCampaign.Run(50, random =>
    {
        (UInt256 value, int decimals) = (random.NextWord(), random.Next(DecimalsMax + 1));
        UInt256 scale = UInt256.Pow(10, (ulong)decimals);

        string theirs = CastCampaign.Ask("parse-units", value.ToString(), $"{decimals}");

        Assert.Equal(theirs, (value * scale).ToString());
        Assert.Equal(theirs, UInt256.Multiply(value, scale, out UInt256 product) ? product.ToString()
            : checked(value * scale).ToString());
    });

    [Fact]
    public void Quotients_and_remainders_by_a_power_of_ten_are_those_of_cast() => CastCampaign.Run(50, random =>
    {
        (UInt256 value, int decimals) = (random.NextWord(), random.Next(DecimalsMax + 1));
        UInt256 scale = UInt256.Pow(10, (ulong)decimals);

        string theirs = CastCampaign.Ask("format-units", value.ToString(), $"{decimals}");

        (UInt256 whole, UInt256 rest) = (value / scale, value % scale);
        Assert.Equal(theirs, rest.IsZero ? $"{whole}" : $"{whole}.{rest.ToString().PadLeft(decimals, '0')}");
    });

    [Fact]
    public void Hexadecimal_is_that_of_cast_in_both_directions() => CastCampaign.Run(60, random =>
    {
        UInt256 value = random.NextWord();

        Assert.Equal(CastCampaign.Ask("to-base", value.ToString(), "hex"), value.ToQuantity());
        Assert.Equal(CastCampaign.Ask("to-base", value.ToQuantity(), "dec"), value.ToString());
        Assert.Equal(CastCampaign.Ask("to-uint256", value.ToString()), value.ToHex());
    });

    private static void CompareText(
        string type, Func<UInt256, string> print, Func<string, UInt256, bool> reads)
    {
        AbiType tuple = AbiType.Parse($"({type})");
        int seed = Seeded.NewSeed();
        var random = new Random(seed);
        for (int batch = 0; batch < 10; batch++)
        {
            UInt256[] words = [.. Enumerable.Range(0, 1_000).Select(_ => random.NextWord())];
            string[] texts = [.. words.Select(print)];
            string ours = Hex.Format(AbiCodec.Encode(tuple, AbiValue.List(
                new AbiValue([.. words.Select(word => (AbiValue)word)]))));

            string theirs = CastCampaign.Ask("abi-encode", $"f({type})", $"[{string.Join(',', texts)}]");
            Assert.True(theirs == ours, $"CORDON_SEED={seed}: cast reads another number in batch {batch}");
            string printed = ForeignJson.Decode($"f()({type})", ours)[0]!.AsArray()
                .Select(node => node!.ToString()).Aggregate((left, right) => $"{left},{right}");
            Assert.True(printed == string.Join(',', texts), $"CORDON_SEED={seed}: cast prints another number");
            Assert.All(words.Zip(texts), pair => Assert.True(reads(pair.Second, pair.First), $"CORDON_SEED={seed}"));
        }
    }
}
