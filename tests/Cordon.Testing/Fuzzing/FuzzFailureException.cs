using System.Text;

namespace Cordon.Testing.Fuzzing;

/// <summary>An input that the reader neither read nor refused as it should.</summary>
public sealed class FuzzFailureException(long seed, long number, byte[] input, Exception cause)
    : Exception($"--seed {seed} --from {number} --inputs 1: {cause.Message}\n{Encoding.Latin1.GetString(input)}",
        cause);
