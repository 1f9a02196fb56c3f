using System.Collections.Immutable;
using System.Text.Json;
using Cordon.Contracts;
using Cordon.Domain.Attestations;
using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;
using Cordon.Ethereum.Rpc;
using Cordon.Response.Attestations.Pool;
using Cordon.Response.Attestations.Submission;
using Cordon.Response.Signing;

namespace Cordon.Response.Attestations.Chain;

/// <summary>Asks a node for what the exchange needs to know of stake and registry.</summary>
internal sealed class RegistryReader(RegistryScope scope, IRpcCaller node)
{
    private const int KeysPerCall = 500;
    private const int CallsPerBatch = 50; // nodes bound it, the strictest at 100

    // What a call to the registry may burn on the node that is asked: the quorum's pause, and each signature. A
    // contract's is bounded by the registry itself, at 150,000.
    private const ulong CallGas = 1_000_000;
    private const ulong SignatureGas = 20_000;
    private const ulong ContractGas = 200_000;

    // What the registry gives a contract, and what a call of one's own takes before the first instruction.
    private const ulong CheckGas = 150_000;
    private const ulong IntrinsicGas = 21_000;
    private const ulong IntrinsicGasPerByte = 16;

    // All that is counted from a raise ends within the calendar.
    private static readonly ulong RaisedAtMax =
        (ulong)(DateTimeOffset.MaxValue - IncidentSight.EquivocationWindow).ToUnixTimeSeconds();

    private static readonly string Topics = string.Join(',', new[]
    {
        GuardianStake.RegisteredEvent.Topic, GuardianStake.EndpointChangedEvent.Topic,
        GuardianStake.KeyActivatedEvent.Topic, GuardianStake.DutyChangedEvent.Topic,
        IncidentRegistry.RaisedEvent.Topic,
    }.Select(topic => $"\"{topic}\""));

    private readonly AttestationDomain _domain = new(scope);

    /// <summary>The newest block.</summary>
    /// <exception cref="RpcException">The node failed, has none, or names a time that no calendar has.</exception>
    public async Task<BlockHeader> HeadAsync(CancellationToken cancellation)
    {
        BlockHeader head = await node.GetBlockHeaderAsync("latest", cancellation)
            ?? throw Implausible("eth_getBlockByNumber", "it has no latest block");
        return head.HasAbsurdTime
            ? throw Implausible("eth_getBlockByNumber", $"block {head.Number} has a time after the year 9999")
            : head;
    }

    /// <summary>Events about members and raised incidents, in the chain's order.</summary>
    public async Task<IReadOnlyList<ChainLog>> LogsAsync(ulong from, ulong to, CancellationToken cancellation)
    {
        List<ChainLog> logs = [];
        string? Check(ReadOnlyMemory<byte> json) => Complaint(() =>
        {
            using JsonDocument answer = JsonDocument.Parse(json);
            logs = [.. answer.RootElement.EnumerateArray().Select(ChainLog.Read)];
            if (!logs.All(IsOurs)) throw new FormatException("a log is of another contract");
        });

        RpcParam filter = RpcParam.Json(
            $"{{\"fromBlock\":\"0x{from:x}\",\"toBlock\":\"0x{to:x}\","
            + $"\"address\":[\"{scope.Registry}\",\"{scope.Stake}\"],\"topics\":[[{Topics}]]}}");
        using RpcPayload payload = await node.CallRawAsync(
            new RpcCall("eth_getLogs", filter) { Check = Check }, cancellation);
        return logs;
    }

    /// <summary>The record of an incident; null where there is none.</summary>
    /// <exception cref="RpcException">The node failed, or names a time of it that no calendar has.</exception>
    public async Task<IncidentRegistry.Incident?> IncidentAsync(
        Hash256 id, CancellationToken cancellation, string block = "latest")
    {
        IncidentRegistry.Incident record = await node.ReadAsync(
            scope.Registry, new IncidentRegistry.IncidentCall(id), block, cancellation);
        if (record.RaisedAt > RaisedAtMax)
            throw Implausible("incident", $"incident {id} was raised at second {record.RaisedAt}");
        return record.Protocol.IsZero ? null : record;
    }

    /// <summary>Whether the registry counts no verdicts about an incident any more, at the newest block.</summary>
    public async Task<bool> IsOverAsync(Hash256 id, CancellationToken cancellation)
    {
        BlockHeader head = await HeadAsync(cancellation);
        DateTimeOffset time = head.MadeAt ?? DateTimeOffset.UnixEpoch;
        return await IncidentAsync(id, cancellation) is { } record && !IncidentSight.IsOpen(record, time);
    }

    /// <summary>The stake on duty at a past second.</summary>
    public Task<UInt256> OnDutyAsync(ulong second, CancellationToken cancellation) =>
        ReadAsync(scope.Stake, new GuardianStake.GetPastTotalSupplyCall(second), cancellation);

    /// <summary>What each key weighed at a past second; keys without weight are left out.</summary>
    public async Task<ImmutableDictionary<Address, Seat>> SeatsAsync(
        IReadOnlyList<Address> keys, ulong second, CancellationToken cancellation)
    {
        var seats = ImmutableDictionary.CreateBuilder<Address, Seat>();
        foreach (Address[] part in keys.Chunk(KeysPerCall))
        {
            UInt256[] words = await ReadAsync(
                scope.Stake, new GuardianStake.SeatsAtCall(part, second), cancellation);
            if (words.Length != part.Length) throw Implausible("seatsAt", $"{words.Length} seats for {part.Length}");
            for (int i = 0; i < part.Length; i++)
            {
                var weight = (UInt256)(UInt128)words[i];
                if (!weight.IsZero) seats[part[i]] = new Seat((uint)(UInt128)(words[i] >> 128), weight);
            }
        }

        return seats.ToImmutable();
    }

    /// <summary>Which guardians' verdicts the chain has counted.</summary>
    public async Task<IReadOnlySet<uint>> CountedAsync(
        Hash256 id, IReadOnlyList<uint> indices, CancellationToken cancellation)
    {
        HashSet<uint> counted = [];
        foreach (uint[] part in indices.Chunk(CallsPerBatch))
        {
            using RpcBatch answers = await node.CallBatchAsync(
                [.. part.Select(index => HasAttested(id, index))], cancellation);
            for (int i = 0; i < part.Length; i++)
            {
                if (Flag(answers[i])) counted.Add(part[i]);
            }
        }

        return counted;
    }

    /// <summary>What the registry would count at the newest block if it were given these attestations.</summary>
    /// <returns>Weight; zero where it would take none of them, for whatever reason.</returns>
    /// <remarks>The registry itself is asked, so that a contract's signature is judged with its caller and its gas as
    /// it will be there.</remarks>
    public Task<UInt256> CountAsync(
        Address from, IReadOnlyCollection<Attestation> attestations, CancellationToken cancellation) => JudgedAsync(
        from, scope.Registry, RegistryRequests.AttestData(attestations),
        CallGas + attestations.Aggregate(0ul, (gas, a) => gas + (a.Signature.IsContract ? ContractGas : SignatureGas)),
        data => IncidentRegistry.AttestCall.TryDecodeReturn(data, out UInt256 counted) ? counted : UInt256.Zero,
        cancellation);

    /// <summary>Whether the registry takes a double verdict for proven at the newest block.</summary>
    public async Task<bool> ProvesAsync(Address from, Equivocation proof, CancellationToken cancellation) =>
        !(await JudgedAsync(
            from, scope.Registry, RegistryRequests.ProofData(proof), CallGas + (2 * ContractGas), _ => UInt256.One,
            cancellation)).IsZero;

    /// <summary>Whether a contract says at the newest block that it signed an attestation, asked as the registry would
    /// ask it.</summary>
    public async Task<bool> IsSignedAsync(Attestation attestation, CancellationToken cancellation)
    {
        byte[] data = Erc1271.Question(
            _domain.Digest(attestation.Incident, attestation.Verdict), attestation.Signature.ToArray());
        ulong gas = CheckGas + IntrinsicGas + (IntrinsicGasPerByte * (ulong)data.Length);
        return !(await JudgedAsync(
            scope.Registry, attestation.Signer, data, gas, answer => Erc1271.IsYes(answer) ? 1ul : 0ul,
            cancellation)).IsZero;
    }

    /// <summary>The gas that a call to the registry would take now.</summary>
    /// <exception cref="RpcErrorException">It would revert.</exception>
    public async Task<ulong> EstimateAsync(Address from, ReadOnlyMemory<byte> data, CancellationToken cancellation)
    {
        RpcParam call = RpcParam.Json(
            $"{{\"from\":\"{from}\",\"to\":\"{scope.Registry}\",\"data\":{RpcParam.Data(data.Span)}}}");
        return await node.ReadAsync(
            new RpcCall("eth_estimateGas", call), json => RpcValue.Quantity(json.Span, "result"), cancellation);
    }

    /// <summary>Whether a node says that a call fails on the chain, and not that it cannot be asked.</summary>
    /// <remarks>Not every node has geth's code for it.</remarks>
    public static bool IsRefusal(RpcErrorException e) => e.Code == RpcErrorCode.Reverted || e.IsHalt
        || e.NodeMessage.Contains("revert", StringComparison.OrdinalIgnoreCase);

    private async Task<UInt256> JudgedAsync(
        Address from, Address to, byte[] data, ulong gas, Func<byte[], UInt256> read, CancellationToken cancellation)
    {
        RpcParam call = RpcParam.Json($"{{\"from\":\"{from}\",\"to\":\"{to}\",\"gas\":\"0x{gas:x}\","
            + $"\"data\":{RpcParam.Data(data)}}}");
        try
        {
            return await node.ReadAsync(
                new RpcCall("eth_call", call, "latest"), json => read(RpcValue.Data(json.Span, "result")),
                cancellation);
        }
        catch (RpcErrorException e) when (IsRefusal(e))
        {
            return UInt256.Zero;
        }
    }

    private bool IsOurs(ChainLog log) => log.Emitter == scope.Registry || log.Emitter == scope.Stake;

    private RpcCall HasAttested(Hash256 id, uint index)
    {
        byte[] data = new IncidentRegistry.HasAttestedCall(id, index).Encode();
        RpcParam call = RpcParam.Json($"{{\"to\":\"{scope.Registry}\",\"data\":{RpcParam.Data(data)}}}");
        return new RpcCall("eth_call", call, "latest") { Check = json => Complaint(() => Flag(json)) };
    }

    private static bool Flag(ReadOnlyMemory<byte> json) =>
        IncidentRegistry.HasAttestedCall.TryDecodeReturn(RpcValue.Data(json.Span, "hasAttested"), out bool flag)
            ? flag
            : throw new FormatException("hasAttested: expected true or false");

    private static string? Complaint(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            return e.Message;
        }
    }

    private Task<T> ReadAsync<T>(Address to, IContractCall<T> call, CancellationToken cancellation) =>
        node.ReadAsync(to, call, "latest", cancellation);

    private static RpcException Implausible(string method, string what) => new(
        RpcFailure.Implausible, method, "the exchange's node", what,
        "Check the addresses of stake and registry, or use another endpoint.");
}
