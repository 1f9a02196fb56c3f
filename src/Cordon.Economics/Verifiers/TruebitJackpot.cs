using Cordon.Economics.Numbers;

namespace Cordon.Economics.Verifiers;

/// <summary>Forced errors with a jackpot: who finds one shares J / 2^(k-1) with the k finders.</summary>
/// <param name="ForcedErrorRate">Probability that a task holds a forced error.</param>
/// <param name="Jackpot">What a single finder gets (J).</param>
/// <param name="Challengers">Finders (k), 1 or more.</param>
/// <param name="VerifyCost">What verifying a task costs.</param>
/// <remarks>The halving makes splitting one identity into two worthless: 2 * J/2^k = J/2^(k-1).</remarks>
public sealed record TruebitJackpot(double ForcedErrorRate, double Jackpot, int Challengers, double VerifyCost)
{
    public double PayoutEach => Math.ScaleB(Jackpot, 1 - Challengers);

    public double ExpectedReward => ForcedErrorRate * PayoutEach;

    public bool IsProfitable => ExpectedReward >= VerifyCost;

    /// <summary>The most finders for whom verifying pays; null where any number does.</summary>
    public long? ProfitableChallengersMax
    {
        get
        {
            double alone = ForcedErrorRate * Jackpot;
            if (VerifyCost <= 0) return null;
            if (alone < VerifyCost) return 0;
            return 1 + (long)Math.Floor(Math.Log2(alone / VerifyCost));
        }
    }

    /// <summary>What one identity gains by posing as two.</summary>
    public double SybilPairGain => 2 * Math.ScaleB(Jackpot, -Challengers) - PayoutEach;

    /// <summary>Checks the fields.</summary>
    /// <exception cref="InvalidInputException">A field is out of range.</exception>
    public TruebitJackpot Checked()
    {
        Require.Fraction(ForcedErrorRate);
        Require.Amount(Jackpot);
        Require.Range(Challengers, 1, 1_000_000);
        Require.Amount(VerifyCost);
        return this;
    }
}
