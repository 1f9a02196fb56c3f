using System.Globalization;
using System.Security.Cryptography;

namespace Cordon.Ethereum.Tests;

/// <summary>Random tests that can be repeated: set CORDON_SEED to the number a failure prints.</summary>
internal static class Seeded
{
    /// <summary>Runs a body over many random inputs; a failure names the seed and the iteration.</summary>
    public static void Run(int count, Action<Random> body)
    {
        int seed = NewSeed();
        for (int i = 0; i < count; i++)
        {
            int own = unchecked((seed * 31) + i);
            try
            {
                body(new Random(own));
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException(
                    $"Failed at iteration {i}; repeat with CORDON_SEED={seed}. {failure.Message}", failure);
            }
        }
    }

    /// <summary>The seed of this run, for tests that make all their inputs first.</summary>
    public static int NewSeed() => Environment.GetEnvironmentVariable("CORDON_SEED") is { Length: > 0 } text
        ? int.Parse(text, CultureInfo.InvariantCulture)
        : RandomNumberGenerator.GetInt32(int.MaxValue);
}
