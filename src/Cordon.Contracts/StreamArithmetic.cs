using Cordon.Ethereum;

namespace Cordon.Contracts;

/// <summary>The arithmetic of streams that share a deposit, as spec/stream.md has it.</summary>
public static class StreamArithmetic
{
    /// <summary>Sets aside what a rate may earn in <paramref name="elapsed"/> seconds, as far as the deposit goes.
    /// </summary>
    /// <returns>The seconds covered, and what is set aside then.</returns>
    public static (UInt256 Funded, UInt256 SetAside) Advance(
        UInt256 held, UInt256 setAside, UInt256 rate, UInt256 elapsed)
    {
        if (rate.IsZero) return (elapsed, setAside);
        UInt256 funded = UInt256.Min(elapsed, (held - setAside) / rate);
        return (funded, setAside + (rate * funded));
    }

    /// <summary>Splits what was set aside for some seconds into what was earned and what goes back.</summary>
    public static (UInt256 Earned, UInt256 Released) Split(UInt256 rate, UInt256 engaged, UInt256 funded)
    {
        UInt256 counted = UInt256.Min(engaged, funded);
        return (rate * counted, rate * (funded - counted));
    }

    /// <summary>What of an amount has vested, rounded down.</summary>
    public static UInt256 Vested(UInt256 amount, UInt256 elapsed, UInt256 duration) =>
        elapsed >= duration ? amount : UInt256.MulDiv(amount, elapsed, duration);
}
