using Cordon.Economics.Numbers;

namespace Cordon.Economics.Bribery;

/// <summary>Security bought by a flow of rewards against a stock that can be stolen at once.</summary>
/// <remarks>
/// Budish 2018: renting a majority for t blocks costs A*t*p, so that deterring an attack worth V needs rewards of
/// V/(A*t) in every block for ever. Gross: rewards that the attacker earns meanwhile are ignored.
/// </remarks>
public sealed record FlowSecurity
{
    private const double DaysPerYear = 365;

    /// <summary>What all miners or stakers earn a block.</summary>
    public required double BlockReward { get; init; }

    /// <summary>How many times the honest power an attacker rents; above 1.</summary>
    public required double MajorityMultiple { get; init; }

    /// <summary>How many blocks the attack takes.</summary>
    public required double AttackBlocks { get; init; }

    /// <summary>What it earns.</summary>
    public required double AttackValue { get; init; }

    public required double BlocksPerDay { get; init; }

    /// <summary>What renting the majority costs.</summary>
    public double AttackCost => MajorityMultiple * AttackBlocks * BlockReward;

    /// <summary>The reward a block at which the attack breaks even.</summary>
    public double RequiredBlockReward => AttackValue / (MajorityMultiple * AttackBlocks);

    /// <summary>That reward, over a year.</summary>
    public double RequiredAnnualFlow => RequiredBlockReward * BlocksPerDay * DaysPerYear;

    /// <summary>Yearly cost of security as a multiple of what it protects; 0 when nothing is at stake.</summary>
    public double AnnualFlowOverValue => AttackValue > 0 ? RequiredAnnualFlow / AttackValue : 0;

    public bool IsSecure => AttackCost >= AttackValue;

    /// <summary>This, after a check of every quantity.</summary>
    /// <exception cref="InvalidInputException">A quantity is out of range.</exception>
    public FlowSecurity Checked()
    {
        Require.Amount(BlockReward);
        Require.Positive(MajorityMultiple);
        Require.Positive(AttackBlocks);
        Require.Amount(AttackValue);
        Require.Positive(BlocksPerDay);
        return this;
    }
}
