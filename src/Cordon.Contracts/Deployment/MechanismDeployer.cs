using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Contracts.Deployment;

/// <summary>Brings a mechanism onto a chain. What is there already is kept, so a run that was cut short at any
/// transaction is taken up by the next, and a run after a complete one sends nothing.</summary>
public sealed class MechanismDeployer
{
    private const ulong ReorganizedMax = 64; // a chain may take back blocks and put the creations a little earlier

    private readonly MechanismPlan _plan;
    private readonly ChainAccount _account;
    private readonly Action<DeploymentEvent> _report;
    private readonly TimeProvider _time;

    /// <param name="settings">What to deploy.</param>
    /// <param name="node">The chain.</param>
    /// <param name="key">Pays, and may set up the timelock until it hands over.</param>
    /// <param name="report">Called after each step.</param>
    /// <exception cref="DeploymentException">A setting is out of its range.</exception>
    public MechanismDeployer(
        DeploymentSettings settings,
        IRpcCaller node,
        PrivateKey key,
        Action<DeploymentEvent>? report = null,
        TimeProvider? time = null)
    {
        settings.Check();
        _plan = new MechanismPlan(settings, key.Address);
        _time = time ?? TimeProvider.System;
        _account = new ChainAccount(node, settings.ChainId, key, _time);
        _report = report ?? (_ => { });
    }

    public MechanismPlan Plan => _plan;

    /// <summary>No contract of the mechanism was created before this block, as far as a run has told: 0 where an
    /// earlier run created some.</summary>
    public ulong Since { get; private set; }

    /// <summary>Deploys what is missing, hands over, and compares every contract's code with the compiler's.</summary>
    /// <exception cref="DeploymentException">Wrong chain, other code at an address, a poor account, a revert.
    /// </exception>
    /// <exception cref="RpcException">The node cannot be asked.</exception>
    public async Task<IReadOnlyList<DeployedContract>> RunAsync(CancellationToken cancellation = default)
    {
        await RequireChainAsync(cancellation);
        await _account.SettleAsync(cancellation);
        ulong head = await _account.Node.BlockNumberAsync(cancellation);
        await FoundFactoryAsync(cancellation);
        bool isFirst = true;
        foreach (PlannedContract contract in _plan.Contracts) isFirst &= await CreateAsync(contract, cancellation);
        if (isFirst) Since = head - Math.Min(head, ReorganizedMax);
        await HandOverAsync(cancellation);

        var deployed = new List<DeployedContract>(_plan.Contracts.Count);
        foreach (PlannedContract contract in _plan.Contracts)
        {
            byte[] code = await _account.CodeAsync(contract.Address, cancellation);
            RequireCode(contract, code);
            deployed.Add(new DeployedContract(
                contract.Name, contract.Code.Name, contract.Address, Keccak256.Hash(code)));
        }

        return deployed;
    }

    /// <summary>The block in which the stake was created: nothing of stake or registry happened before. The same
    /// whichever run created it.</summary>
    /// <exception cref="DeploymentException">It is not there.</exception>
    /// <exception cref="RpcException">The node cannot be asked, or gives no logs.</exception>
    public Task<ulong> BlockAsync(CancellationToken cancellation = default) =>
        BlockAsync(new MechanismHistory(_account.Node, _time) { Since = Since }, cancellation);

    /// <inheritdoc cref="BlockAsync(CancellationToken)"/>
    /// <param name="history">Knows it from then on.</param>
    public async Task<ulong> BlockAsync(MechanismHistory history, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(history);
        ulong head = await _account.Node.BlockNumberAsync(cancellation);
        return await history.CreatedAsync(_plan.Stake, head, cancellation)
            ?? throw new DeploymentException($"stake: found nothing that happened at {_plan.Stake}");
    }

    private async Task RequireChainAsync(CancellationToken cancellation)
    {
        ulong found = await _account.Node.ChainIdAsync(cancellation);
        if (found != _plan.Settings.ChainId)
        {
            throw new DeploymentException(
                $"chain: expected {_plan.Settings.ChainId}, as the settings say; the node is on chain {found}",
                isInput: true);
        }

        await RequireContractAsync("token", _plan.Settings.Token, cancellation);
        if (_plan.Settings.Bounty.Arbitrator is { } arbitrator)
            await RequireContractAsync("bounty.arbitrator", arbitrator, cancellation);
    }

    private async Task RequireContractAsync(string setting, Address address, CancellationToken cancellation)
    {
        if ((await _account.CodeAsync(address, cancellation)).Length == 0)
            throw new DeploymentException($"{setting}: expected a contract, found no code at {address}", isInput: true);
    }

    private async Task FoundFactoryAsync(CancellationToken cancellation)
    {
        byte[] code = await _account.CodeAsync(Create2Factory.Address, cancellation);
        if (code.Length == 0)
        {
            const string title = "create2 factory";
            UInt256 has = await _account.Node.GetBalanceAsync(Create2Factory.Founder, "latest", cancellation);
            if (has < Create2Factory.FoundingCost)
            {
                UInt256 rest = Create2Factory.FoundingCost - has;
                await _account.SendAsync(title, Create2Factory.Founder, [], rest, cancellation);
            }

            await _account.BroadcastAsync(title, Create2Factory.FoundingTransaction, cancellation);
            code = await _account.CodeAsync(Create2Factory.Address, cancellation);
        }

        if (!code.AsSpan().SequenceEqual(Create2Factory.Runtime))
            throw new DeploymentException($"{Create2Factory.Address} is not the deterministic deployment proxy here");
    }

    /// <summary>Whether it was not there.</summary>
    private async Task<bool> CreateAsync(PlannedContract contract, CancellationToken cancellation)
    {
        byte[] code = await _account.CodeAsync(contract.Address, cancellation);
        ulong? gas = null;
        if (code.Length == 0)
        {
            TransactionReceipt receipt = await _account.SendAsync(
                contract.Name, contract.To, contract.Calldata, UInt256.Zero, cancellation);
            gas = receipt.GasUsed;
            code = await _account.CodeAsync(contract.Address, cancellation);
        }

        RequireCode(contract, code);
        _report(new DeploymentEvent(contract.Name, contract.Address, gas));
        return gas is not null;
    }

    private async Task HandOverAsync(CancellationToken cancellation)
    {
        var handover = new Handover(_plan);
        Address timelock = _plan.Timelock;
        Hash256 id = await _account.ReadAsync(timelock, handover.Id, cancellation);
        bool isDone = await _account.ReadAsync(
            timelock, new TimelockController.IsOperationDoneCall(id), cancellation);
        ulong? gas = null;
        if (!isDone)
        {
            gas = 0;
            if (!await _account.ReadAsync(timelock, new TimelockController.IsOperationCall(id), cancellation))
                gas += await SendAsync("schedule handover", handover.Schedule, cancellation);
            gas += await SendAsync("handover", handover.Execute, cancellation);
        }

        _report(new DeploymentEvent("handover", null, gas));
    }

    private async Task<ulong> SendAsync(string title, byte[] call, CancellationToken cancellation) =>
        (await _account.SendAsync(title, _plan.Timelock, call, UInt256.Zero, cancellation)).GasUsed;

    private static void RequireCode(PlannedContract contract, byte[] code)
    {
        if (contract.Code.IsCodeOf(code)) return;
        throw new DeploymentException(
            $"{contract.Name}: the code at {contract.Address} is not that of {contract.Code.Name} "
            + $"({code.Length} bytes, hash {Keccak256.Hash(code)}); choose another salt, or build the same version");
    }
}
