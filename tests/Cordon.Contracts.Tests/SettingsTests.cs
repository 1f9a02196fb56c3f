using Cordon.Contracts.Deployment;
using Cordon.Ethereum;

namespace Cordon.Contracts.Tests;

/// <summary>A setting that a contract would refuse is refused before anything is sent, by name.</summary>
public class SettingsTests
{
    private static readonly DeploymentSettings Good = SomeSettings.For(1, SomeSettings.Account(9));

    public static TheoryData<string, string> Faults()
    {
        TheoryData<string, string> data = [];
        foreach (string name in Edits.Keys) data.Add(name, name.Split(' ')[0]);
        return data;
    }

    private static readonly Dictionary<string, DeploymentSettings> Edits = new(StringComparer.Ordinal)
    {
        ["token zero"] = Good with { Token = default },
        ["stake.self_stake_min zero"] = Good with { SelfStakeMin = 0 },
        ["council.owners one"] = Good with { Council = new([SomeSettings.Account(1)], 1) },
        ["council.owners twice"] = Good with { Council = new([SomeSettings.Account(1), SomeSettings.Account(1)], 2) },
        ["council.owners sentinel"] = Good with { Council = new([SomeSettings.Account(1), Address.FromWord(1)], 2) },
        ["council.threshold one"] = Good with { Council = Good.Council with { Threshold = 1 } },
        ["council.threshold above"] = Good with { Council = Good.Council with { Threshold = 4 } },
        ["governor.voting_delay zero"] = Good with { Governor = new() { VotingDelay = 0 } },
        ["governor.voting_period short"] = Good with { Governor = new() { VotingPeriod = 3_599 } },
        ["governor.timelock_delay long"] = Good with { Governor = new() { TimelockDelay = (30 * 86_400) + 1 } },
        ["governor.quorum_percent above"] = Good with { Governor = new() { QuorumPercent = 101 } },
        ["engagement.commit zero"] = With(s => s with { CommitSeconds = 0 }),
        ["engagement.reveal zero"] = With(s => s with { RevealSeconds = 0 }),
        ["engagement.epoch short"] = With(s => s with { EpochSeconds = 7_199 }),
        ["engagement.fresh short"] = With(s => s with { FreshSeconds = 86_399 }),
        ["engagement.stop long"] = With(s => s with { StopSeconds = (90 * 86_400) + 1 }),
        ["engagement.range_blocks zero"] = With(s => s with { RangeBlocks = 0 }),
        ["engagement.lookback_blocks zero"] = With(s => s with { LookbackBlocks = 0 }),
        ["engagement.answers_min two"] = With(s => s with { AnswersMin = 2 }),
        ["engagement rates"] = With(s => s with { DutyWad = 1_000_000_000_000_000_001 }),
        ["engagement.cost lazy"] = With(s => s with { Cost = s.Penalty }),
        ["review.approvals one"] = Good with { Review = Good.Review with { Approvals = 1 } },
        ["review.window short"] = Good with { Review = Good.Review with { WindowSeconds = 86_399 } },
        ["review.stake_min zero"] = Good with { Review = Good.Review with { StakeMin = 0 } },
        ["review.slash above"] = Good with { Review = Good.Review with { SlashWad = SomeSettings.Token + 1 } },
        ["budget.members none"] = Good with { Budget = Good.Budget with { Members = [] } },
        ["budget.members unsorted"] =
            Good with { Budget = Good.Budget with { Members = [SomeSettings.Account(5), SomeSettings.Account(4)] } },
        ["budget.threshold above"] = Good with { Budget = Good.Budget with { Threshold = 3 } },
        ["budget.epoch short"] = Good with { Budget = Good.Budget with { EpochSeconds = 1 } },
        ["bounty.vesting long"] = Good with { Bounty = Good.Bounty with { VestingSeconds = 181 * 86_400 } },
        ["bounty.caps falling"] = Enforcing(e => e with { Caps = [2, 1, 3, 4] }),
        ["bounty.recovery zero"] = Enforcing(e => e with { Recovery = default }),
        ["bounty.fee_bps above"] = Enforcing(e => e with { FeeBps = 1_001 }),
        ["bounty.percentage above"] =
            Agreeing(a => a with { BountyTerms = a.BountyTerms with { BountyPercentage = 101 } }),
        ["bounty.fee_bps unretainable"] =
            Agreeing(a => a with { BountyTerms = a.BountyTerms with { Retainable = false } }),
        ["protocols name"] = Protecting(p => p with { Name = "Vault" }),
        ["protocols twice"] = Good with { Protocols = [Good.Protocols[0], Good.Protocols[0]] },
        ["protocols.vault.assets twice"] = Protecting(p => p with { Assets = [p.Assets[0], p.Assets[0]] }),
        ["protocols.vault.limit small"] = Limiting(a => a with { Limit = 3 }),
        ["protocols.vault.window short"] = Limiting(a => a with { WindowSeconds = 599 }),
        ["protocols.vault.hold_max long"] = Limiting(a => a with { HoldMaxSeconds = 604_801 }),
        ["bounty.accounts nowhere"] = Agreeing(a => a with { Chains = [] }),
    };

    [Fact]
    public void Good_settings_pass() => Good.Check();

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_setting_out_of_range_is_named(string edit, string setting)
    {
        DeploymentException refusal = Assert.Throws<DeploymentException>(Edits[edit].Check);
        Assert.True(refusal.IsInput);
        Assert.StartsWith($"{setting}: expected ", refusal.Message, StringComparison.Ordinal);
    }

    private static DeploymentSettings Protecting(Func<ProtocolSettings, ProtocolSettings> edit) =>
        Good with { Protocols = [edit(Good.Protocols[0])] };

    private static DeploymentSettings Limiting(Func<AssetLimit, AssetLimit> edit) =>
        Protecting(protocol => protocol with { Assets = [edit(protocol.Assets[0])] });

    private static DeploymentSettings With(Func<Engagement.Settings, Engagement.Settings> edit) =>
        Good with { Engagement = edit(Good.Engagement) };

    private static DeploymentSettings Enforcing(Func<SafeHarbor.Enforced, SafeHarbor.Enforced> edit) =>
        Good with { Bounty = Good.Bounty with { Enforced = edit(Good.Bounty.Enforced) } };

    private static DeploymentSettings Agreeing(Func<SafeHarbor.Agreement, SafeHarbor.Agreement> edit) =>
        Good with { Bounty = Good.Bounty with { Agreement = edit(Good.Bounty.Agreement) } };
}
