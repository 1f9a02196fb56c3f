namespace Cordon.Economics.Simulation;

/// <summary>Random 64-bit numbers from a counter: seeds other generators, and numbers the runs of a simulation.
/// </summary>
/// <remarks>Steele, Lea and Flood 2014. The same seed gives the same numbers on every machine.</remarks>
public struct SplitMix64(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
