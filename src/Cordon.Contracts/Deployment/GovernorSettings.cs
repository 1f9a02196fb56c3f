using Cordon.Ethereum;

namespace Cordon.Contracts.Deployment;

/// <summary>How the stake votes, in seconds and the token's smallest unit.</summary>
public sealed record GovernorSettings
{
    /// <summary>From proposal to vote.</summary>
    public ulong VotingDelay { get; init; } = 86_400;

    /// <summary>How long a vote lasts.</summary>
    public uint VotingPeriod { get; init; } = 5 * 86_400;

    /// <summary>From the decision to its execution.</summary>
    public ulong TimelockDelay { get; init; } = 2 * 86_400;

    /// <summary>The stake that it takes to propose.</summary>
    public UInt256 ProposalThreshold { get; init; }

    /// <summary>The part of all stake that must take part, in percent.</summary>
    public ulong QuorumPercent { get; init; } = 10;

    internal void Check()
    {
        const ulong most = 30 * 86_400;
        DeploymentSettings.Require(VotingDelay is >= 1 and <= most, "governor.voting_delay", "1s to 30d");
        DeploymentSettings.Require(VotingPeriod is >= 3_600 and <= (uint)most, "governor.voting_period", "1h to 30d");
        DeploymentSettings.Require(TimelockDelay is >= 3_600 and <= most, "governor.timelock_delay", "1h to 30d");
        DeploymentSettings.Require(QuorumPercent is >= 1 and <= 100, "governor.quorum_percent", "1 to 100");
    }
}
