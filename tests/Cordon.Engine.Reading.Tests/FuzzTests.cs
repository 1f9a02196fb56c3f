using Cordon.Testing;
using Cordon.Testing.Fuzzing;

namespace Cordon.Engine.Reading.Tests;

public class FuzzTests
{
    [Fact]
    public void Twenty_thousand_damaged_blocks_are_read_or_refused_and_nothing_else()
    {
        long seed = Environment.TickCount64;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        BlockFuzzer fuzzer = new(seed, Recordings.Files("attacks"));

        for (int i = 0; i < 20_000; i++) fuzzer.Run(i);

        Assert.InRange(fuzzer.Accepted, 500, 19_000); // damage that is never noticed, or always, would prove nothing
        Assert.Equal(20_000, fuzzer.Accepted + fuzzer.Refused);
    }

    [Fact]
    public void An_input_follows_from_its_seed_and_number_alone()
    {
        Assert.Equal(new BlockFuzzer(7, []).Input(123), new BlockFuzzer(7, []).Input(123));
        Assert.NotEqual(new BlockFuzzer(7, []).Input(123), new BlockFuzzer(8, []).Input(123));
    }
}
