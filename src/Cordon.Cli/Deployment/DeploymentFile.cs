using Cordon.Cli.Configuration;
using Cordon.Cli.Terminal;
using Cordon.Contracts;
using Cordon.Contracts.Deployment;
using Cordon.Ethereum;

namespace Cordon.Cli.Deployment;

/// <summary>The YAML file of <c>cordon deploy</c>; samples/deploy.yaml shows every member.</summary>
internal sealed class DeploymentFile
{
    private const int WadDecimals = 18;

    private static readonly string[] Severities = ["low", "medium", "high", "critical"];

    private readonly ConfigSection _root;

    private DeploymentFile(ConfigSection root)
    {
        _root = root;
        Token = root.Address("token");
    }

    /// <summary>The token, whose decimals say what the file's amounts mean.</summary>
    public Address Token { get; }

    /// <exception cref="CommandException">It is missing, or not YAML with members.</exception>
    public static DeploymentFile Open(string path)
    {
        YamlFile file = YamlFile.Open("--config", path);
        if (file.Root is null) throw CommandException.BadInput($"{path}: expected settings, found an empty file");
        return new DeploymentFile(new ConfigSection(file, file.Root, ""));
    }

    /// <summary>Everything the file says.</summary>
    /// <param name="decimals">Of the token.</param>
    /// <exception cref="CommandException">A member is missing, malformed or unknown.</exception>
    public DeploymentSettings Read(int decimals)
    {
        DeploymentSettings settings = new()
        {
            ChainId = _root.Number("chain", ulong.MaxValue),
            Salt = _root.Text("salt", "cordon"),
            Token = Token,
            Council = ReadCouncil(_root.Section("council")),
            Governor = ReadGovernor(_root.Section("governor"), decimals),
            SelfStakeMin = ReadStake(_root.Section("stake"), decimals),
            Engagement = ReadEngagement(_root.Section("engagement"), decimals),
            Review = ReadReview(_root.Section("review"), decimals),
            Budget = ReadBudget(_root.Section("budget"), decimals),
            Bounty = ReadBounty(_root.Section("bounty"), decimals),
            Protocols = [.. _root.SectionsOrNone("protocols").Select(ReadProtocol)],
        };
        _root.End();
        return settings;
    }

    private static CouncilSettings ReadCouncil(ConfigSection s)
    {
        CouncilSettings council = new(s.Addresses("owners"), (int)s.Number("threshold", 50));
        s.End();
        return council;
    }

    private static GovernorSettings ReadGovernor(ConfigSection s, int decimals)
    {
        GovernorSettings governor = new()
        {
            VotingDelay = s.Duration("voting_delay"),
            VotingPeriod = (uint)s.Duration("voting_period"),
            TimelockDelay = s.Duration("timelock_delay"),
            ProposalThreshold = s.Amount("proposal_threshold", decimals),
            QuorumPercent = s.Number("quorum_percent", 100),
        };
        s.End();
        return governor;
    }

    private static UInt256 ReadStake(ConfigSection s, int decimals)
    {
        UInt256 least = s.Amount("self_stake_min", decimals);
        s.End();
        return least;
    }

    private static Engagement.Settings ReadEngagement(ConfigSection s, int decimals)
    {
        Engagement.Settings settings = new(
            EpochSeconds: s.Duration("epoch", 86_400),
            CommitSeconds: s.Duration("commit", 3_600),
            RevealSeconds: s.Duration("reveal", 3_600),
            FreshSeconds: s.Duration("fresh", 3 * 86_400),
            StopSeconds: s.Duration("stop", 7 * 86_400),
            RangeBlocks: (uint)s.Number("range_blocks", 100_000, 32),
            LookbackBlocks: (uint)s.Number("lookback_blocks", 10_000_000, 7_200),
            AnswersMin: (uint)s.Number("answers_min", 10_000, 3),
            DutyWad: (ulong)s.Amount("duty", WadDecimals),
            AuditWad: (ulong)s.Amount("audit", WadDecimals),
            GuessWad: (ulong)s.Amount("guess", WadDecimals),
            Penalty: s.Amount("penalty", decimals),
            Cost: s.Amount("cost", decimals));
        s.End();
        return settings;
    }

    private static ReviewSettings ReadReview(ConfigSection s, int decimals)
    {
        ReviewSettings review = new(
            (uint)s.Number("approvals", 32),
            s.Duration("window"),
            s.Amount("stake_min", decimals),
            s.Amount("slash", WadDecimals));
        s.End();
        return review;
    }

    private static BudgetSettings ReadBudget(ConfigSection s, int decimals)
    {
        BudgetSettings budget = new(
            [.. s.Addresses("members").Order()], // the contract wants them ascending
            (uint)s.Number("threshold", 32),
            s.Duration("epoch"),
            s.Amount("tokens", decimals),
            s.Amount("ether", WadDecimals));
        s.End();
        return budget;
    }

    private static BountySettings ReadBounty(ConfigSection s, int decimals)
    {
        ConfigSection caps = s.Section("caps");
        UInt256[] amounts = [.. Severities.Select(name => caps.Amount(name, decimals))];
        caps.End();
        BountySettings bounty = new()
        {
            Sponsor = s.AddressOrNull("sponsor"),
            Arbitrator = s.AddressOrNull("arbitrator"),
            Bond = s.Amount("bond", decimals),
            VestingSeconds = s.Duration("vesting", 30 * 86_400),
            Agreement = ReadAgreement(s.Section("agreement")),
            Enforced = new SafeHarbor.Enforced(amounts, s.Address("recovery"), (ushort)s.Number("fee_bps", 2_000)),
        };
        s.End();
        return bounty;
    }

    private static SafeHarbor.Agreement ReadAgreement(ConfigSection s)
    {
        SafeHarbor.BountyTerms terms = new(
            BountyPercentage: s.Number("percentage", 100),
            BountyCapUSD: s.Amount("cap_usd", 0),
            Retainable: s.Flag("retainable", false),
            Identity: s.Choice("identity", "anonymous", "pseudonymous", "named"),
            DiligenceRequirements: s.Text("diligence", ""),
            AggregateBountyCapUSD: s.Amount("aggregate_cap_usd", 0, UInt256.Zero));
        SafeHarbor.Agreement agreement = new(
            ProtocolName: s.Text("protocol_name"),
            ContactDetails: [.. s.Sections("contacts").Select(ReadContact)],
            Chains: [.. s.Sections("chains").Select(ReadChain)],
            Accounts: [.. s.Sections("accounts").Select(ReadAccount)],
            BountyTerms: terms,
            AgreementURI: s.Text("uri"));
        s.End();
        return agreement;
    }

    private static ProtocolSettings ReadProtocol(ConfigSection s)
    {
        ProtocolSettings protocol = new(
            s.Text("name"),
            s.AddressOrNull("governor"),
            s.Addresses("members"),
            [.. s.Sections("assets").Select(ReadAsset)]);
        s.End();
        return protocol;
    }

    private static AssetLimit ReadAsset(ConfigSection s)
    {
        AssetLimit limit = new(
            s.Address("asset"), s.Amount("limit", 0), (uint)s.Duration("window"), (uint)s.Duration("hold_max"));
        s.End();
        return limit;
    }

    private static SafeHarbor.Contact ReadContact(ConfigSection s)
    {
        SafeHarbor.Contact contact = new(s.Text("name"), s.Text("contact"));
        s.End();
        return contact;
    }

    private static SafeHarbor.Chain ReadChain(ConfigSection s)
    {
        SafeHarbor.Chain chain = new(s.Text("recovery"), s.Text("caip2"));
        s.End();
        return chain;
    }

    private static SafeHarbor.Account ReadAccount(ConfigSection s)
    {
        SafeHarbor.Account account = new(
            s.Number("chain", 1_000),
            s.Text("address"),
            s.Choice("children", "none", "existing_only", "future_only", "all"));
        s.End();
        return account;
    }
}
