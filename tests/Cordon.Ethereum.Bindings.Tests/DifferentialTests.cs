using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace Cordon.Ethereum.Bindings.Tests;

public class DifferentialTests(ITestOutputHelper output)
{
    private const int Rounds = 60; // each starts a process

    [Fact]
    public void The_recorded_answers_are_what_the_installed_cast_says()
    {
        Assert.SkipWhen(CastVectors.Executable is null, "cast is not installed: run npm ci");

        Assert.All(CastVectors.All, v => Assert.Equal(v.Output, CastVectors.Run(v.Cast)));
    }

    [Fact]
    public void Random_calls_are_encoded_as_cast_encodes_them()
    {
        Assert.SkipWhen(CastVectors.Executable is null, "cast is not installed: run npm ci");
        int seed = RandomNumberGenerator.GetInt32(int.MaxValue);
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);

        for (int i = 0; i < Rounds; i++)
        {
            Showcase.Leg[] legs = [.. Enumerable.Range(0, random.Next(4)).Select(_ => RandomLeg(random))];
            var order = new Showcase.Order(RandomAddress(random), legs, new string('x', random.Next(70)));
            var call = new Showcase.SettleCall(order, RandomLeg(random));

            string text = $"({order.Maker},[{string.Join(",", legs.Select(Text))}],\"{order.Memo}\")";
            string expected = CastVectors.Run("calldata", Showcase.SettleCall.Signature, text, Text(call.First));
            Assert.Equal(expected, "0x" + Convert.ToHexStringLower(call.Encode()));
        }
    }

    private static string Text(Showcase.Leg leg)
    {
        var value = (BigInteger)leg.Amount;
        if (leg.Amount.IsNegative) value -= BigInteger.One << 256;
        return $"({leg.Token},{value.ToString(CultureInfo.InvariantCulture)})";
    }

    private static Showcase.Leg RandomLeg(Random random)
    {
        byte[] amount = new byte[random.Next(33)];
        random.NextBytes(amount);
        return new Showcase.Leg(RandomAddress(random), new UInt256(amount));
    }

    private static Address RandomAddress(Random random)
    {
        byte[] bytes = new byte[20];
        random.NextBytes(bytes);
        return new Address(bytes);
    }
}
