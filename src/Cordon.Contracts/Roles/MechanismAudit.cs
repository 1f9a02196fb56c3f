using Cordon.Contracts.Deployment;
using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;
using Cordon.Ethereum.Rpc;

namespace Cordon.Contracts.Roles;

/// <summary>Compares a mechanism on a chain with what its settings demand: code, handover, roles and owners, the
/// council's threshold and the timelock's delay. Needs no key and sends nothing.</summary>
/// <param name="plan">The mechanism, from its settings and the address that deployed it.</param>
/// <param name="node">The chain; that it is the right one is the caller's to check.</param>
/// <param name="history">What is known of the mechanism's beginning; null for nothing.</param>
public sealed class MechanismAudit(MechanismPlan plan, IRpcCaller node, MechanismHistory? history = null)
{
    // SafeProxy answers masterCopy() itself, with whose code it works; whatever else it is asked, that code answers.
    private static readonly byte[] MasterCopyCall = [0xa6, 0x19, 0x48, 0x6e];

    private readonly MechanismHistory _history = history ?? new MechanismHistory(node, TimeProvider.System);
    private readonly List<AuditFinding> _findings = [];

    /// <summary>Reads everything on the state of the newest block.</summary>
    /// <exception cref="RpcException">The node cannot be asked, gives no logs, or answers nonsense.</exception>
    /// <exception cref="DeploymentException">A contract with the right code does not answer as it does.</exception>
    public async Task<AuditReport> RunAsync(CancellationToken cancellation = default)
    {
        _findings.Clear();
        ulong block = await node.BlockNumberAsync(cancellation);
        IReadOnlyList<DeployedContract> contracts = await ReadCodesAsync(block, cancellation);
        if (_findings.Count == 0) await ReadMasterCopyAsync(block, cancellation);
        if (_findings.Count > 0) // what is missing or other cannot be asked for roles
            return new AuditReport(block, null, contracts, [], [.. _findings]);

        ulong? createdIn = await _history.CreatedAsync(plan.Stake, block, cancellation);
        IReadOnlyList<RoleHolder> roles = await new RoleAudit(plan, node, block, _history).RunAsync(cancellation);
        await ReadHandoverAsync(block, cancellation);
        foreach (RoleHolder role in roles.Where(role => !role.IsExpected))
        {
            string name = role.HolderName is { } known ? $" ({known})" : "";
            Add(role.Contract, $"{role.Role}: held by {role.Holder.ToChecksumString()}{name}, "
                + "to whom the design does not give it");
        }

        _findings.AddRange(DemandedRoles.Missing(plan, roles));
        await ReadBoundsAsync(block, cancellation);
        return new AuditReport(block, createdIn, contracts, roles, [.. _findings]);
    }

    private async Task<IReadOnlyList<DeployedContract>> ReadCodesAsync(ulong block, CancellationToken stop)
    {
        List<DeployedContract> contracts = [];
        foreach (PlannedContract planned in plan.Contracts)
        {
            byte[] code = await node.GetCodeAsync(planned.Address, block, stop);
            if (planned.Code.IsCodeOf(code))
            {
                contracts.Add(new DeployedContract(
                    planned.Name, planned.Code.Name, planned.Address, Keccak256.Hash(code)));
                continue;
            }

            string found = code.Length == 0 ? "no code" : $"{code.Length} bytes with hash {Keccak256.Hash(code)}";
            Add(planned.Name,
                $"expected the code of {planned.Code.Name} at {planned.Address.ToChecksumString()}, found {found}");
        }

        return contracts;
    }

    private async Task ReadMasterCopyAsync(ulong block, CancellationToken stop)
    {
        Address singleton = plan.AddressOf("safe_singleton");
        byte[] answer = await node.CallAsync(plan.Council, MasterCopyCall, block, stop);
        Address? found = answer.Length == 32 ? Address.FromWord(new UInt256(answer)) : null;
        if (found == singleton) return;
        Add("council", $"expected it to work with the code at {singleton.ToChecksumString()} (safe_singleton), "
            + $"found {found?.ToChecksumString() ?? "no answer"}");
    }

    private async Task ReadHandoverAsync(ulong block, CancellationToken stop)
    {
        Hash256 id = await node.ReadAsync(plan.Timelock, new Handover(plan).Id, block, stop);
        if (!await node.ReadAsync(plan.Timelock, new TimelockController.IsOperationDoneCall(id), block, stop))
            Add("timelock", "the handover is not done: whoever deployed has to run cordon deploy again");
    }

    private async Task ReadBoundsAsync(ulong block, CancellationToken stop)
    {
        UInt256 threshold = await node.ReadAsync(plan.Council, new Safe.GetThresholdCall(), block, stop);
        int signatures = plan.Settings.Council.Threshold;
        if (threshold != (UInt256)(ulong)signatures)
            Add("council", $"threshold: {threshold} signatures are enough, the settings say {signatures}");

        UInt256 delay = await node.ReadAsync(plan.Timelock, new TimelockController.GetMinDelayCall(), block, stop);
        ulong seconds = plan.Settings.Governor.TimelockDelay;
        if (delay != seconds) Add("timelock", $"delay: {delay} seconds, the settings say {seconds}");
    }

    private void Add(string contract, string text) => _findings.Add(new AuditFinding(contract, text));
}
