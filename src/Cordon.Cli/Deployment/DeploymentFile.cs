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

    private readonly DeploymentSection _root;

    private DeploymentFile(DeploymentSection root)
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
        return new DeploymentFile(new DeploymentSection(file, file.Root, ""));
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

    private static CouncilSettings ReadCouncil(DeploymentSection s)
    {
        CouncilSettings council = new(s.Addresses("owners"), (int)s.Number("threshold", 50));
        s.End();
        return council;
    }

    private static GovernorSettings ReadGovernor(DeploymentSection s, int decimals)
    {
        GovernorSettings governor = new()
        {
            VotingDelay = s.Seconds("voting_delay"),
            VotingPeriod = (uint)s.Seconds("voting_period"),
            TimelockDelay = s.Seconds("timelock_delay"),
            ProposalThreshold = s.Amount("proposal_threshold", decimals),
            QuorumPercent = s.Number("quorum_percent", 100),
        };
        s.End();
        return governor;
    }

    private static UInt256 ReadStake(DeploymentSection s, int decimals)
    {
        UInt256 least = s.Amount("self_stake_min", decimals);
        s.End();
        return least;
    }

    private static Engagement.Settings ReadEngagement(DeploymentSection s, int decimals)
    {
        Engagement.Settings settings = new(
            EpochSeconds: s.Seconds("epoch", 86_400),
            CommitSeconds: s.Seconds("commit", 3_600),
            RevealSeconds: s.Seconds("reveal", 3_600),
            FreshSeconds: s.Seconds("fresh", 3 * 86_400),
            StopSeconds: s.Seconds("stop", 7 * 86_400),
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

    private static ReviewSettings ReadReview(DeploymentSection s, int decimals)
    {
        ReviewSettings review = new(
            (uint)s.Number("approvals", 32),
            s.Seconds("window"),
            s.Amount("stake_min", decimals),
            s.Amount("slash", WadDecimals));
        s.End();
        return review;
    }

    private static BudgetSettings ReadBudget(DeploymentSection s, int decimals)
    {
        BudgetSettings budget = new(
            [.. s.Addresses("members").Order()], // the contract wants them ascending
            (uint)s.Number("threshold", 32),
            s.Seconds("epoch"),
            s.Amount("tokens", decimals),
            s.Amount("ether", WadDecimals));
        s.End();
        return budget;
    }

    private static BountySettings ReadBounty(DeploymentSection s, int decimals)
    {
        DeploymentSection caps = s.Section("caps");
        UInt256[] amounts = [.. Severities.Select(name => caps.Amount(name, decimals))];
        caps.End();
        BountySettings bounty = new()
        {
            Sponsor = s.AddressOrNull("sponsor"),
            Arbitrator = s.AddressOrNull("arbitrator"),
            Bond = s.Amount("bond", decimals),
            VestingSeconds = s.Seconds("vesting", 30 * 86_400),
            Agreement = ReadAgreement(s.Section("agreement")),
            Enforced = new SafeHarbor.Enforced(amounts, s.Address("recovery"), (ushort)s.Number("fee_bps", 2_000)),
        };
        s.End();
        return bounty;
    }

    private static SafeHarbor.Agreement ReadAgreement(DeploymentSection s)
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

    private static ProtocolSettings ReadProtocol(DeploymentSection s)
    {
        ProtocolSettings protocol = new(
            s.Text("name"),
            s.AddressOrNull("governor"),
            s.Addresses("members"),
            [.. s.Sections("assets").Select(ReadAsset)]);
        s.End();
        return protocol;
    }

    private static AssetLimit ReadAsset(DeploymentSection s)
    {
        AssetLimit limit = new(
            s.Address("asset"), s.Amount("limit", 0), (uint)s.Seconds("window"), (uint)s.Seconds("hold_max"));
        s.End();
        return limit;
    }

    private static SafeHarbor.Contact ReadContact(DeploymentSection s)
    {
        SafeHarbor.Contact contact = new(s.Text("name"), s.Text("contact"));
        s.End();
        return contact;
    }

    private static SafeHarbor.Chain ReadChain(DeploymentSection s)
    {
        SafeHarbor.Chain chain = new(s.Text("recovery"), s.Text("caip2"));
        s.End();
        return chain;
    }

    private static SafeHarbor.Account ReadAccount(DeploymentSection s)
    {
        SafeHarbor.Account account = new(
            s.Number("chain", 1_000),
            s.Text("address"),
            s.Choice("children", "none", "existing_only", "future_only", "all"));
        s.End();
        return account;
    }
}
