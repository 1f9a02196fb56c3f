using Cordon.Economics.Numbers;

namespace Cordon.Economics.Bribery;

/// <summary>A briber promises dissenting voters a little more than they would lose; when all believe it, all dissent
/// and nothing has to be paid.</summary>
/// <remarks>Buterin 2015, p+epsilon; George 2021. Guards a vote that pays its majority and punishes its minority.
/// </remarks>
public sealed record PlusEpsilonBribe
{
    private PlusEpsilonBribe(int voters, double reward, double epsilon, double deposit)
    {
        Voters = Require.Range(voters, 1, int.MaxValue, nameof(voters));
        Reward = Require.Amount(reward, nameof(reward));
        Epsilon = Require.Amount(epsilon, nameof(epsilon));
        Deposit = Require.Amount(deposit, nameof(deposit));
    }

    public int Voters { get; }

    /// <summary>What a voter in the majority earns.</summary>
    public double Reward { get; }

    /// <summary>What the briber adds.</summary>
    public double Epsilon { get; }

    /// <summary>What a voter in the minority loses.</summary>
    public double Deposit { get; }

    /// <summary>The fewest voters that are more than half.</summary>
    public int Majority => (Voters / 2) + 1;

    /// <summary>What the briber must be able to show to promise everybody: n(P+epsilon+d).</summary>
    public double BudgetForAll => Voters * (Reward + Epsilon + Deposit);

    /// <summary>The same for as many as decide the vote.</summary>
    public double BudgetForMajority => Majority * (Reward + Epsilon + Deposit);

    /// <summary>What is paid when the attack succeeds: nobody is then in the minority.</summary>
    public static double PaidOnSuccess => 0;

    /// <summary>Buying a majority outright: each is paid the reward and a little more, and keeps the deposit.</summary>
    public double OutrightPurchase => Majority * (Reward + Epsilon);

    /// <exception cref="InvalidInputException">No voters, or a negative amount.</exception>
    public static PlusEpsilonBribe Of(int voters, double reward, double epsilon, double deposit) =>
        new(voters, reward, epsilon, deposit);
}
