using Cordon.Contracts;
using Cordon.Domain.Attestations;
using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;
using Cordon.Ethereum.Rpc;
using Cordon.Response.Attestations.Chain;
using Cordon.Response.Confirming;

namespace Cordon.Response.Attestations.Safes;

/// <summary>Asks the chain about a Safe and what it says of incidents.</summary>
internal sealed class SafeReader(RegistryScope scope, Address safe, IRpcCaller node)
{
    private const int OwnersMax = 30; // as many signatures as an attestation holds

    private readonly AttestationDomain _domain = new(scope);
    private readonly RegistryReader _registry = new(scope, node);

    /// <summary>What the Safe's owners sign for a verdict.</summary>
    public SafeMessage MessageOf(Hash256 incident, Verdict verdict) =>
        new(scope.Chain, safe, _domain.Digest(incident, verdict));

    /// <summary>Everything at the newest block; null where the incident is not on the chain.</summary>
    /// <exception cref="RpcException">The node failed, or the address is no Safe.</exception>
    public async Task<SafeSight?> ReadAsync(Hash256 incident, Verdict verdict, CancellationToken cancellation)
    {
        if (await _registry.IncidentAsync(incident, cancellation) is not { } record) return null;
        BlockHeader head = await _registry.HeadAsync(cancellation);
        var seats = await _registry.SeatsAsync([safe], record.RaisedAt - 1, cancellation);
        Seat? seat = seats.TryGetValue(safe, out Seat its) ? its : null;
        bool isCounted = seat is { Index: var index }
            && (await _registry.CountedAsync(incident, [index], cancellation)).Count > 0;
        Address[] owners = await AskAsync(new Safe.GetOwnersCall(), cancellation);
        UInt256 threshold = await AskAsync(new Safe.GetThresholdCall(), cancellation);
        if (owners.Length > OwnersMax || threshold.IsZero || threshold > (ulong)owners.Length)
            throw NoSafe($"{owners.Length} owners of whom {threshold} must sign");
        Hash256 hash = MessageOf(incident, verdict).Hash();
        List<Address> approved = [];
        foreach (Address owner in owners.Order())
        {
            if (await HasApprovedAsync(owner, hash, cancellation)) approved.Add(owner);
        }

        DateTimeOffset time = head.MadeAt ?? DateTimeOffset.UnixEpoch;
        return new SafeSight(
            record, time, seat, isCounted, [.. owners.Order()], (int)(ulong)threshold, approved);
    }

    /// <summary>Whether an owner has approved a hash on the chain.</summary>
    public async Task<bool> HasApprovedAsync(Address owner, Hash256 hash, CancellationToken cancellation) =>
        !(await AskAsync(new Safe.ApprovedHashesCall(owner, hash), cancellation)).IsZero;

    /// <summary>Whether a verdict of the Safe's guardian waits for a block; false where the node cannot tell.</summary>
    public async Task<bool> IsUnderWayAsync(Hash256 incident, Seat seat, CancellationToken cancellation)
    {
        try
        {
            return await node.ReadAsync(
                scope.Registry, new IncidentRegistry.HasAttestedCall(incident, seat.Index), "pending", cancellation);
        }
        catch (RpcException)
        {
            return false;
        }
    }

    /// <summary>Whether the registry would count an attestation at the newest block.</summary>
    public async Task<bool> CountsAsync(Address from, Attestation attestation, CancellationToken cancellation) =>
        !(await _registry.CountAsync(from, [attestation], cancellation)).IsZero;

    /// <summary>The gas that a call takes now, with a quarter more.</summary>
    /// <exception cref="RpcErrorException">It would revert.</exception>
    public async Task<ulong> GasAsync(
        Address from, Address to, ReadOnlyMemory<byte> data, CancellationToken cancellation)
    {
        RpcParam call = RpcParam.Json(
            $"{{\"from\":\"{from}\",\"to\":\"{to}\",\"data\":{RpcParam.Data(data.Span)}}}");
        return await node.ReadAsync(
            new RpcCall("eth_estimateGas", call), json => RpcValue.Quantity(json.Span, "result"), cancellation) * 5 / 4;
    }

    private Task<T> AskAsync<T>(IContractCall<T> call, CancellationToken cancellation) =>
        node.ReadAsync(safe, call, "latest", cancellation);

    private RpcException NoSafe(string what) => new(
        RpcFailure.Implausible, "eth_call", $"{safe}", what, "Check guardian.safe of the configuration.");
}
