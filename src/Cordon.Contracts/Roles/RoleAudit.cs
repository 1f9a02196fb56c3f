using System.Globalization;
using Cordon.Contracts.Deployment;
using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;
using Cordon.Ethereum.Rpc;

namespace Cordon.Contracts.Roles;

/// <summary>Lists every role and owner of a mechanism as the chain has it: nobody else may hold one.</summary>
/// <remarks>Roles that contracts keep in a mapping are found through every event that ever granted one, and each is
/// asked for once more; powers fixed at creation are read from the contract.</remarks>
public sealed class RoleAudit
{
    private static readonly (Hash256 Id, string Name)[] TimelockRoles =
    [
        (Hash256.Zero, "DEFAULT_ADMIN_ROLE"),
        (Handover.Proposer, "PROPOSER_ROLE"),
        (Handover.Canceller, "CANCELLER_ROLE"),
        (Handover.Executor, "EXECUTOR_ROLE"),
    ];

    private readonly MechanismPlan _plan;
    private readonly IRpcCaller _node;
    private readonly ulong? _block;
    private readonly MechanismHistory _history;
    private readonly List<RoleHolder> _holders = [];

    /// <param name="block">On whose state; null for the latest.</param>
    /// <param name="history">What is known of the mechanism's beginning; null for nothing.</param>
    public RoleAudit(MechanismPlan plan, IRpcCaller node, ulong? block = null, MechanismHistory? history = null) =>
        (_plan, _node, _block, _history) =
            (plan, node, block, history ?? new MechanismHistory(node, TimeProvider.System));

    /// <summary>Reads all roles.</summary>
    /// <exception cref="RpcException">The node cannot be asked, or gives no logs.</exception>
    public async Task<IReadOnlyList<RoleHolder>> RunAsync(CancellationToken cancellation = default)
    {
        _holders.Clear();
        await ReadCouncilAsync(cancellation);
        await ReadTimelockAsync(cancellation);
        await ReadStakeAsync(cancellation);
        await ReadFixedAsync(cancellation);
        foreach (ProtocolSettings protocol in _plan.Settings.Protocols) await ReadBreakerAsync(protocol, cancellation);
        return [.. _holders];
    }

    private async Task ReadCouncilAsync(CancellationToken stop)
    {
        Address[] owners = await ReadAsync(_plan.Council, new Safe.GetOwnersCall(), stop);
        foreach (Address owner in owners)
            Add("council", "owner", owner, _plan.Settings.Council.Owners.Contains(owner));
        // A module acts for the Safe without signatures: any would be an admin.
        Address sentinel = Address.FromWord(UInt256.One);
        Safe.GetModulesPaginatedCall first = new(sentinel, 100);
        foreach (Address module in (await ReadAsync(_plan.Council, first, stop)).Array)
            Add("council", "module", module, isExpected: false);
    }

    private async Task ReadTimelockAsync(CancellationToken stop)
    {
        HashSet<(Hash256 Role, Address Account)> granted = [];
        foreach (ContractLog log in await EventsAsync(
            "roles of the timelock", _plan.Timelock, TimelockController.RoleGrantedEvent.Topic, stop))
        {
            if (TimelockController.RoleGrantedEvent.TryDecode(log.Topics, log.Data, out var grant))
                granted.Add((grant.Role, grant.Account));
        }

        foreach ((Hash256 role, Address account) in granted.OrderBy(g => g.Role).ThenBy(g => g.Account))
        {
            if (!await ReadAsync(_plan.Timelock, new TimelockController.HasRoleCall(role, account), stop)) continue;
            string name = TimelockRoles.FirstOrDefault(known => known.Id == role).Name ?? role.ToString();
            Add("timelock", name, account, IsRight(role, account));
        }
    }

    private bool IsRight(Hash256 role, Address account) =>
        role == Hash256.Zero ? account == _plan.Timelock
        : role == Handover.Executor ? account.IsZero
        : (role == Handover.Proposer || role == Handover.Canceller) && account == _plan.Governor;

    private async Task ReadStakeAsync(CancellationToken stop)
    {
        Address stake = _plan.Stake;
        Add("stake", "owner", await ReadAsync(stake, new GuardianStake.OwnerCall(), stop), _plan.Timelock);
        Address pending = await ReadAsync(stake, new GuardianStake.PendingOwnerCall(), stop);
        if (!pending.IsZero) Add("stake", "pending owner", pending, isExpected: false);
        Add("stake", "budget", await ReadAsync(stake, new GuardianStake.BudgetCall(), stop), _plan.Budget);

        HashSet<Address> named = [];
        foreach (ContractLog log in await EventsAsync(
            "slashers of the stake", stake, GuardianStake.SlasherSetEvent.Topic, stop))
        {
            if (GuardianStake.SlasherSetEvent.TryDecode(log.Topics, log.Data, out var set)) named.Add(set.Slasher);
        }

        foreach (Address slasher in named.Order())
        {
            var grant = await ReadAsync(stake, new GuardianStake.SlasherCall(slasher), stop);
            if (grant.WadMax == 0) continue;
            string role = string.Create(CultureInfo.InvariantCulture,
                $"{DemandedRoles.Slasher} of at most {grant.WadMax / 1e16:0.##} %");
            Add("stake", role, slasher, grant.WadMax <= Handover.LimitOf(_plan, slasher));
        }
    }

    private async Task ReadFixedAsync(CancellationToken stop)
    {
        (Address timelock, Address council, Address stake) = (_plan.Timelock, _plan.Council, _plan.Stake);
        Address governor = _plan.Governor;
        Add("governor", "executor", await ReadAsync(governor, new CordonGovernor.TimelockCall(), stop), timelock);
        Add("governor", "votes", await ReadAsync(governor, new CordonGovernor.TokenCall(), stop), stake);
        Address stream = _plan.AddressOf("stream");
        Add("stream", "governor", await ReadAsync(stream, new WatchStream.GOVERNORCall(), stop), timelock);
        Add("stream", "council", await ReadAsync(stream, new WatchStream.COUNCILCall(), stop), council);
        Add("review", "governor", await ReadAsync(_plan.Review, new UpgradeReview.GOVERNORCall(), stop), timelock);
        Add("review", "council", await ReadAsync(_plan.Review, new UpgradeReview.COUNCILCall(), stop), council);
        Add("budget", "governor", await ReadAsync(_plan.Budget, new SecurityBudget.GOVERNORCall(), stop), timelock);
        Add("budget", "council", await ReadAsync(_plan.Budget, new SecurityBudget.COUNCILCall(), stop), council);
        foreach (Address member in await ReadAsync(_plan.Budget, new SecurityBudget.MembersCall(), stop))
            Add("budget", "member", member, _plan.Settings.Budget.Members.Contains(member));
        await ReadBountyAsync(stop);
    }

    private async Task ReadBountyAsync(CancellationToken stop)
    {
        BountySettings settings = _plan.Settings.Bounty;
        Address bounty = _plan.AddressOf("bounty");
        Address terms = _plan.AddressOf("terms");
        Address arbitrator = settings.Arbitrator ?? _plan.AddressOf("arbitrator");
        Add("terms", "governor", await ReadAsync(terms, new SafeHarbor.GOVERNORCall(), stop), _plan.Timelock);
        Add("bounty", "committee", await ReadAsync(bounty, new BountyVault.COMMITTEECall(), stop), _plan.Council);
        Add("bounty", "sponsor", await ReadAsync(bounty, new BountyVault.SPONSORCall(), stop),
            settings.Sponsor ?? _plan.Timelock);
        Add("bounty", "arbitrator", await ReadAsync(bounty, new BountyVault.ARBITRATORCall(), stop), arbitrator);
        if (settings.Arbitrator is not null) return;
        Add("arbitrator", "governor",
            await ReadAsync(arbitrator, new GovernorArbitrator.GOVERNORCall(), stop), _plan.Timelock);
    }

    private async Task ReadBreakerAsync(ProtocolSettings protocol, CancellationToken stop)
    {
        string name = $"breaker_{protocol.Name}";
        Address breaker = _plan.AddressOf(name);
        Add(name, "trigger", await ReadAsync(breaker, new CircuitBreaker.TriggerCall(), stop), _plan.Registry);
        Add(name, "governor", await ReadAsync(breaker, new CircuitBreaker.GovernorCall(), stop),
            protocol.Governor ?? _plan.Timelock);
        HashSet<Address> named = [];
        foreach (ContractLog log in await EventsAsync(
            $"members of {name}", breaker, CircuitBreaker.MemberSetEvent.Topic, stop))
        {
            if (CircuitBreaker.MemberSetEvent.TryDecode(log.Topics, log.Data, out var set)) named.Add(set.Member);
        }

        foreach (Address member in named.Order())
        {
            if (await ReadAsync(breaker, new CircuitBreaker.IsMemberCall(member), stop))
                Add(name, "member", member, protocol.Members.Contains(member));
        }
    }

    private void Add(string contract, string role, Address holder, Address expected) =>
        Add(contract, role, holder, holder == expected);

    private void Add(string contract, string role, Address holder, bool isExpected)
    {
        string? name = holder.IsZero
            ? "anybody"
            : _plan.Contracts.FirstOrDefault(planned => planned.Address == holder)?.Name
                ?? (holder == _plan.Deployer ? "deployer" : null);
        _holders.Add(new RoleHolder(contract, role, holder, name, isExpected));
    }

    private async Task<IReadOnlyList<ContractLog>> EventsAsync(
        string what, Address contract, Hash256 topic, CancellationToken stop) => await _history.EventsAsync(
            what, contract, topic, _block ?? await _node.BlockNumberAsync(stop), stop);

    private async Task<T> ReadAsync<T>(Address to, IContractCall<T> call, CancellationToken cancellation)
    {
        byte[] data = await _node.CallAsync(
            to, call.Encode(), _block is { } block ? block : "latest", cancellation);
        return call.TryDecodeReturn(data, out T value)
            ? value
            : throw new DeploymentException(
                $"{to} did not answer {call.GetType().Name}; is the mechanism deployed here?");
    }
}
