using Cordon.Ethereum;

namespace Cordon.Contracts.Deployment;

/// <summary>What a community decides about its mechanism. Amounts are in the token's smallest unit, times in seconds.
/// The bounds are the contracts'; <see cref="Check"/> says which one is broken before anything is sent.</summary>
public sealed record DeploymentSettings
{
    /// <summary>The chain's id (EIP-155): a deployment elsewhere is refused.</summary>
    public required ulong ChainId { get; init; }

    /// <summary>Any text: another one gives other addresses.</summary>
    public string Salt { get; init; } = "cordon";

    /// <summary>The ERC-20 that is staked, paid out and budgeted.</summary>
    public required Address Token { get; init; }

    public required CouncilSettings Council { get; init; }

    public GovernorSettings Governor { get; init; } = new();

    /// <summary>The least self-stake of a guardian.</summary>
    public required UInt256 SelfStakeMin { get; init; }

    public required Engagement.Settings Engagement { get; init; }

    public required ReviewSettings Review { get; init; }

    public required BudgetSettings Budget { get; init; }

    public required BountySettings Bounty { get; init; }

    /// <summary>Protocols that get a breaker now; more can follow in a later run.</summary>
    public IReadOnlyList<ProtocolSettings> Protocols { get; init; } = [];

    /// <exception cref="DeploymentException">A setting is out of its range; the message names it.</exception>
    public void Check()
    {
        Require(!Token.IsZero, "token", "an address that is not zero");
        Require(!SelfStakeMin.IsZero, "stake.self_stake_min", "more than 0");
        Council.Check();
        Governor.Check();
        Review.Check();
        Budget.Check();
        Bounty.Check();
        foreach (ProtocolSettings protocol in Protocols) protocol.Check();
        bool isDistinct = Protocols.Select(protocol => protocol.Name).Distinct().Count() == Protocols.Count;
        Require(isDistinct, "protocols", "each name once");
        CheckEngagement();
    }

    /// <summary>What idling costs on average, per epoch: duty * audit * (1 - guess) * penalty, as the contract rounds.
    /// </summary>
    public static UInt256 ExpectedPenalty(in Engagement.Settings s)
    {
        UInt256 wad = EngagementArithmetic.Wad;
        UInt256 caught = UInt256.MulDiv((UInt256)s.DutyWad * s.AuditWad, wad - s.GuessWad, wad);
        return UInt256.MulDiv(caught, s.Penalty, wad * wad);
    }

    internal static void Require(bool holds, string setting, string expected)
    {
        if (!holds) throw new DeploymentException($"{setting}: expected {expected}", isInput: true);
    }

    private void CheckEngagement()
    {
        Engagement.Settings s = Engagement;
        const ulong limit = 90 * 86_400;
        Require(s.CommitSeconds > 0, "engagement.commit", "more than 0");
        Require(s.RevealSeconds > 0, "engagement.reveal", "more than 0");
        Require(s.EpochSeconds >= s.CommitSeconds + s.RevealSeconds, "engagement.epoch", "commit and reveal to fit in");
        Require(s.FreshSeconds >= s.EpochSeconds && s.FreshSeconds <= limit, "engagement.fresh", "epoch to 90d");
        Require(s.StopSeconds <= limit, "engagement.stop", "at most 90d");
        Require(s.RangeBlocks > 0, "engagement.range_blocks", "more than 0");
        Require(s.LookbackBlocks > 0, "engagement.lookback_blocks", "more than 0");
        Require(s.AnswersMin >= 3, "engagement.answers_min", "3 or more");
        UInt256 wad = EngagementArithmetic.Wad;
        Require(s.DutyWad <= wad && s.AuditWad <= wad && s.GuessWad <= wad, "engagement", "rates of at most 1");
        UInt256 penalty = ExpectedPenalty(s);
        Require(s.Cost <= penalty, "engagement.cost",
            $"at most duty * audit * (1 - guess) * penalty = {penalty}, or idling pays; found {s.Cost}");
    }
}
