using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;

namespace Cordon.Contracts.Deployment;

/// <summary>Every contract of a mechanism in the order of creation, with the address of each, worked out beforehand.
/// </summary>
/// <remarks>All addresses follow from the settings and the deployer, so a second run finds what the first made.
/// </remarks>
public sealed class MechanismPlan
{
    private readonly List<PlannedContract> _contracts = [];
    private readonly Hash256 _salt;

    /// <param name="settings">Checked.</param>
    /// <param name="deployer">Who may set up the timelock, until it hands over.</param>
    public MechanismPlan(DeploymentSettings settings, Address deployer)
    {
        Settings = settings;
        Deployer = deployer;
        _salt = Keccak256.HashUtf8($"cordon/{settings.Salt}");
        Council = PlanCouncil();
        Timelock = Create("timelock", "TimelockController",
            new TimelockController.Deployment(UInt256.Zero, [deployer], [deployer], Address.Zero).Encode);
        Budget = PlanBudget();
        Stake = Create("stake", "GuardianStake",
            new GuardianStake.Deployment(settings.Token, settings.SelfStakeMin, Timelock, Budget).Encode);
        Governor = PlanGovernor();
        Registry = Create("registry", "IncidentRegistry",
            new IncidentRegistry.Deployment(Stake, settings.Token).Encode);
        Engagement = Create("engagement", "Engagement",
            new Engagement.Deployment(Stake, settings.Engagement).Encode);
        Create("stream", "WatchStream",
            new WatchStream.Deployment(settings.Token, Engagement, Timelock, Council).Encode);
        Review = PlanReview();
        Create("gate", "AttestationGate", new AttestationGate.Deployment().Encode);
        PlanBounty();
        foreach (ProtocolSettings protocol in settings.Protocols) PlanBreaker(protocol);
    }

    private delegate byte[] WithArguments(ReadOnlySpan<byte> creation);

    public DeploymentSettings Settings { get; }

    public Address Deployer { get; }

    public IReadOnlyList<PlannedContract> Contracts => _contracts;

    public Address Council { get; }

    public Address Timelock { get; }

    public Address Budget { get; }

    public Address Stake { get; }

    public Address Governor { get; }

    public Address Registry { get; }

    public Address Engagement { get; }

    public Address Review { get; }

    /// <summary>The salt of every contract, and of the operation that hands over.</summary>
    public Hash256 Salt => _salt;

    /// <summary>The address of the contract with that name.</summary>
    public Address AddressOf(string name) => _contracts.Single(contract => contract.Name == name).Address;

    private Address PlanCouncil()
    {
        Address singleton = Create("safe_singleton", "Safe", creation => creation.ToArray());
        Address factory = Create("safe_factory", "SafeProxyFactory", creation => creation.ToArray());
        Address handler = Create("safe_handler", "SafeFallbackHandler", creation => creation.ToArray());
        byte[] setup = new Safe.SetupCall(
            [.. Settings.Council.Owners], (UInt256)(ulong)Settings.Council.Threshold, Address.Zero, [], handler,
            Address.Zero, UInt256.Zero, Address.Zero).Encode();

        ContractCode proxy = ContractCode.Of("SafeProxy");
        byte[] initCode = [.. proxy.Creation.Span, .. new Hash256(singleton.ToUInt256()).ToArray()];
        byte[] salted = [.. Keccak256.Hash(setup).ToArray(), .. _salt.ToArray()];
        Address address = Address.ForCreate2(factory, Keccak256.Hash(salted), Keccak256.Hash(initCode));
        byte[] create = new SafeProxyFactory.CreateProxyWithNonceCall(singleton, setup, _salt.ToUInt256()).Encode();
        _contracts.Add(new PlannedContract("council", proxy, address, factory, create));
        return address;
    }

    private Address PlanBudget()
    {
        BudgetSettings b = Settings.Budget;
        return Create("budget", "SecurityBudget", new SecurityBudget.Deployment(
            Settings.Token, Timelock, Council, b.EpochSeconds, [.. b.Members], b.Threshold,
            new SecurityBudget.Cost(b.Tokens, b.EtherWei)).Encode);
    }

    private Address PlanGovernor()
    {
        GovernorSettings g = Settings.Governor;
        return Create("governor", "CordonGovernor", new CordonGovernor.Deployment(
            Stake, Timelock, g.VotingDelay, g.VotingPeriod, g.ProposalThreshold, g.QuorumPercent).Encode);
    }

    private Address PlanReview()
    {
        ReviewSettings r = Settings.Review;
        return Create("review", "UpgradeReview", new UpgradeReview.Deployment(
            Stake, Timelock, Council, r.Approvals, r.WindowSeconds, r.StakeMin, r.SlashWad).Encode);
    }

    private void PlanBounty()
    {
        BountySettings b = Settings.Bounty;
        Address terms = Create("terms", "SafeHarbor",
            new SafeHarbor.Deployment(Timelock, b.Agreement, b.Enforced).Encode);
        Address arbitrator = b.Arbitrator
            ?? Create("arbitrator", "GovernorArbitrator", new GovernorArbitrator.Deployment(Timelock).Encode);
        Create("bounty", "BountyVault", new BountyVault.Deployment(
            Settings.Token, b.Sponsor ?? Timelock, Council, terms, arbitrator, b.Bond, b.VestingSeconds).Encode);
        Create("recovery", "RecoveryDesk", new RecoveryDesk.Deployment(terms).Encode);
    }

    private void PlanBreaker(ProtocolSettings protocol) =>
        Create($"breaker_{protocol.Name}", "CircuitBreaker", new CircuitBreaker.Deployment(
            Registry,
            protocol.Governor ?? Timelock,
            [.. protocol.Members],
            [.. protocol.Assets.Select(asset => new Hash256(asset.Asset.ToUInt256()))],
            [.. protocol.Assets.Select(asset => new CircuitBreaker.Limit(
                asset.Limit, asset.WindowSeconds, asset.HoldMaxSeconds))]).Encode);

    private Address Create(string name, string contract, WithArguments withArguments)
    {
        ContractCode code = ContractCode.Of(contract);
        byte[] initCode = withArguments(code.Creation.Span);
        Address address = Create2Factory.AddressOf(_salt, initCode);
        _contracts.Add(new PlannedContract(
            name, code, address, Create2Factory.Address, Create2Factory.Calldata(_salt, initCode)));
        return address;
    }
}
