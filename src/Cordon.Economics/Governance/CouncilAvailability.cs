using Cordon.Economics.Numbers;
using MathNet.Numerics;

namespace Cordon.Economics.Governance;

/// <summary>Whether a council can act when it has to, and how many can block it.</summary>
/// <param name="ProbabilityToAct">That at least the threshold is reachable.</param>
/// <param name="BlockingSetSize">Members who can stop every decision: n - k + 1.</param>
public sealed record CouncilAvailability(double ProbabilityToAct, int BlockingSetSize)
{
    private const int MembersMax = 100_000;

    /// <param name="members">At least 1.</param>
    /// <param name="threshold">Signatures needed, from 1 to all.</param>
    /// <param name="online">Probability that a member can be reached in time, independently.</param>
    /// <exception cref="InvalidInputException">A quantity is out of range.</exception>
    public static CouncilAvailability Of(int members, int threshold, double online)
    {
        Require.Range(members, 1, MembersMax);
        Require.Range(threshold, 1, members);
        Require.Fraction(online, "pOnline");

        // P(at least k of n) is a regularised incomplete beta function: no cancellation in either tail.
        double canAct = online is 0 or 1
            ? online
            : SpecialFunctions.BetaRegularized(threshold, members - threshold + 1, online);
        return new CouncilAvailability(canAct, members - threshold + 1);
    }
}
