using Cordon.Cli.Council.Decoding;
using Cordon.Cli.Terminal;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Cli.Council.Simulation;

/// <summary>Has a node execute a Safe's transaction as if enough owners had agreed, and compares the state around it.
/// </summary>
/// <remarks>Run twice: the first run's events tell what to ask contracts about, the second asks.</remarks>
internal sealed class SafeSimulator(
    IRpcCaller node, CodeBook codes, SafeState safe, SafeTransaction transaction, Hash256 hash,
    SimulationMoment moment, RemarkList remarks)
{
    private const int TouchedMax = 60;
    private const int EventsMax = 200;

    private readonly ValueText _text = new(codes.NameOf);

    /// <exception cref="RpcException">The node cannot be asked.</exception>
    /// <exception cref="CommandException">The node's answer cannot be read.</exception>
    public async Task<SimulationOutcome> RunAsync(DecodedCall call, CancellationToken cancellation)
    {
        SimulationRequest first = new(moment, safe, transaction, hash);
        if (await SimulateAsync(first, cancellation) is not { } blocks) return await PlainAsync(first, cancellation);
        SimulatedCall execution = blocks[0][0];
        if (Failure(execution) is { } failure)
            return new SimulationOutcome { Succeeds = false, Failure = failure, Events = Events(execution) };

        ContractIdentity[] touched = await TouchedAsync(call, execution, cancellation);
        ProbeValues values = new();
        foreach (DecodedCall inner in call.All) values.Add(inner);
        foreach (SimulatedLog log in execution.Logs) values.Add(log);
        values.Add("safe", AbiType.Address, safe.Address);
        IReadOnlyList<StateProbe> probes = new ProbePlanner(values).Plan(touched);
        return new SimulationOutcome
        {
            Succeeds = true,
            Events = Events(execution),
            Changes = await ChangesAsync(probes, touched, execution, cancellation),
        };
    }

    private async Task<IReadOnlyList<StateChange>> ChangesAsync(
        IReadOnlyList<StateProbe> probes, ContractIdentity[] touched, SimulatedCall execution,
        CancellationToken cancellation)
    {
        SimulationRequest request = new(moment, safe, transaction, hash);
        SafeViews views = new(safe, remarks, _text);
        views.AddTo(request);
        foreach (StateProbe probe in probes) request.AddView(probe.Contract.Address, probe.Calldata);
        SlotLooks slots = new(safe, transaction.Nonce, remarks, _text);
        await slots.ReadAsync(codes, touched, cancellation);
        foreach (SlotLook look in slots.All) request.AddSlot(look.Account, look.Slot);
        Address[] accounts = NativeAccounts(execution);
        foreach (Address account in accounts) request.AddBalance(account);
        if (await SimulateAsync(request, cancellation) is not { } blocks) return [];

        SimulatedCall[] all = [.. blocks[0]];
        int count = SafeViews.Count + probes.Count;
        SimulatedCall[] before = all[..count], after = all[(count + 1)..];
        List<StateChange> changes = [.. views.Compare(before, after), .. slots.Compare(blocks[1])];
        ChangeReader reader = new(_text);
        for (int i = 0; i < probes.Count; i++)
            changes.AddRange(reader.Compare(probes[i], before[SafeViews.Count + i], after[SafeViews.Count + i]));
        for (int i = 0; i < accounts.Length; i++)
        {
            UInt256 was = await node.GetBalanceAsync(accounts[i], moment.Block, cancellation);
            SimulatedCall answer = blocks[1][slots.All.Count + i];
            if (answer.Returned.Length != UInt256.SizeBytes || new UInt256(answer.Returned) == was) continue;
            changes.Add(Balance(accounts[i], was, new UInt256(answer.Returned)));
        }

        return changes;
    }

    private StateChange Balance(Address account, UInt256 was, UInt256 becomes) => new(
        account, "native balance", "", was.ToString(), becomes.ToString(),
        $"{_text.Of(account)} has {EtherText.Of(becomes)}, not {EtherText.Of(was)}.");

    private static Address[] NativeAccounts(SimulatedCall execution) =>
    [
        .. execution.Logs.Where(log => log.Emitter == SimulatedLog.NativeCoin && log.Topics.Count == 3)
            .SelectMany(log => log.Topics.Skip(1))
            .Select(topic => Address.FromWord(new UInt256(topic.ToArray())))
            .Distinct().Take(TouchedMax),
    ];

    private async Task<ContractIdentity[]> TouchedAsync(
        DecodedCall call, SimulatedCall execution, CancellationToken cancellation)
    {
        IEnumerable<Address> addresses = call.All.Where(inner => !inner.IsLater && !inner.IsDelegateCall)
            .Select(inner => inner.Target.Address)
            .Concat(execution.Logs.Select(log => log.Emitter))
            .Where(address => address != safe.Address && address != SimulatedLog.NativeCoin)
            .Distinct();
        List<ContractIdentity> touched = [];
        foreach (Address address in addresses.Take(TouchedMax))
            touched.Add(await codes.IdentifyAsync(address, cancellation));
        return [.. touched];
    }

    private string? Failure(SimulatedCall execution)
    {
        if (!execution.Succeeded) return RevertText.Of(execution, _text);
        bool isDone = execution.Returned.Length == UInt256.SizeBytes && new UInt256(execution.Returned) == UInt256.One;
        return isDone ? null : "the call inside fails; the Safe's nonce is used up all the same";
    }

    private string[] Events(SimulatedCall execution) =>
        [.. execution.Logs.Take(EventsMax).Select(log => EventText.Of(log, _text))];

    private async Task<IReadOnlyList<IReadOnlyList<SimulatedCall>>?> SimulateAsync(
        SimulationRequest request, CancellationToken cancellation)
    {
        try
        {
            using RpcPayload answer = await node.CallRawAsync(request.Call(), cancellation);
            return SimulatedBlocks.Read(answer.Json, request.Counts);
        }
        catch (RpcErrorException missing) when (missing.IsMethodMissing)
        {
            return null;
        }
        catch (FormatException nonsense)
        {
            throw CommandException.Environment($"--rpc: {nonsense.Message}", nonsense);
        }
    }

    private async Task<SimulationOutcome> PlainAsync(SimulationRequest request, CancellationToken cancellation)
    {
        const string unseen = "the node has no eth_simulateV1: whether it succeeds is known, what it changes is not";
        try
        {
            using RpcPayload answer = await node.CallRawAsync(request.PlainCall(), cancellation);
            byte[] returned = RpcValue.Data(answer.Json.Span, "result");
            string? failure = Failure(new SimulatedCall(true, returned, []));
            return new SimulationOutcome { Succeeds = failure is null, Failure = failure ?? "", Unseen = unseen };
        }
        catch (RpcErrorException refused) when (refused.Code == RpcErrorCode.Reverted)
        {
            string text = (refused.ErrorData ?? "").Trim('"');
            byte[] data = Hex.TryParse(text, out byte[] parsed) ? parsed : [];
            string why = RevertText.Of(new SimulatedCall(false, data, [], refused.NodeMessage), _text);
            return new SimulationOutcome { Succeeds = false, Failure = why, Unseen = unseen };
        }
        catch (RpcErrorException refused)
        {
            return new SimulationOutcome { Unseen = $"the node cannot simulate: {refused.NodeMessage}" };
        }
    }
}
