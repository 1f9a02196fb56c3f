using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;

namespace Cordon.Ethereum.Tests;

/// <summary>Random tests that can be repeated: set CORDON_SEED to the number a failure prints.</summary>
internal static class Seeded
{
    /// <summary>Whether this is <c>./cordon test --long</c>.</summary>
    public static bool IsLong => Environment.GetEnvironmentVariable("CORDON_LONG") is { Length: > 0 };

    /// <summary>Runs a body over many random inputs; a failure names the seed and the iteration.</summary>
    public static void Run(int count, Action<Random> body)
    {
        int seed = NewSeed();
        for (int i = 0; i < count; i++) RunOne(seed, i, body);
    }

    /// <summary>As <see cref="Run"/>, two inputs at a time: for bodies that wait for another program.</summary>
    public static void RunTwoAtATime(int count, Action<Random> body)
    {
        int seed = NewSeed();
        try
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i => RunOne(seed, i, body));
        }
        catch (AggregateException failures)
        {
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }
    }

    /// <summary>The seed of this run, for tests that make all their inputs first; the test's output shows it.</summary>
    public static int NewSeed()
    {
        int seed = Environment.GetEnvironmentVariable("CORDON_SEED") is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : RandomNumberGenerator.GetInt32(int.MaxValue);
        TestContext.Current.TestOutputHelper?.WriteLine($"CORDON_SEED={seed}");
        return seed;
    }

    private static void RunOne(int seed, int iteration, Action<Random> body)
    {
        int own = unchecked((seed * 31) + iteration);
        try
        {
            body(new Random(own));
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException(
                $"Failed at iteration {iteration}; repeat with CORDON_SEED={seed}. {failure.Message}", failure);
        }
    }
}
