using Cordon.Ethereum;

namespace Cordon.Contracts.Deployment;

/// <summary>The bounty vault and its terms.</summary>
public sealed record BountySettings
{
    /// <summary>Who funds the vault and may withdraw what no claim reserves; null for the timelock.</summary>
    public Address? Sponsor { get; init; }

    /// <summary>An ERC-792 arbitrator; null for votes of the governor.</summary>
    public Address? Arbitrator { get; init; }

    /// <summary>What a commitment costs until it has led to a report that is not spam.</summary>
    public UInt256 Bond { get; init; }

    /// <summary>At most 180 days.</summary>
    public ulong VestingSeconds { get; init; } = 30 * 86_400;

    public required SafeHarbor.Agreement Agreement { get; init; }

    public required SafeHarbor.Enforced Enforced { get; init; }

    internal void Check()
    {
        DeploymentSettings.Require(VestingSeconds <= 180 * 86_400, "bounty.vesting", "at most 180d");
        UInt256[] caps = Enforced.Caps;
        bool isRising = caps.Length == 4 && caps.Zip(caps.Skip(1)).All(pair => pair.First <= pair.Second);
        DeploymentSettings.Require(isRising, "bounty.caps", "four amounts that do not fall");
        DeploymentSettings.Require(!Enforced.Recovery.IsZero, "bounty.recovery", "an address that is not zero");
        SafeHarbor.BountyTerms terms = Agreement.BountyTerms;
        DeploymentSettings.Require(terms.BountyPercentage <= 100, "bounty.percentage", "0 to 100");
        UInt256 stated = terms.Retainable ? terms.BountyPercentage * 100 : 0;
        DeploymentSettings.Require(Enforced.FeeBps <= UInt256.Min(stated, 2_000), "bounty.fee_bps",
            "at most the stated percentage, at most 2000, and 0 unless retainable");
        bool isPlaced = Agreement.Accounts.All(account => account.Chain < (UInt256)(ulong)Agreement.Chains.Length);
        DeploymentSettings.Require(isPlaced, "bounty.accounts", "the place of a chain in the list of chains");
    }
}
