using System.Collections.Immutable;
using System.Text.Json;
using Cordon.Contracts;
using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;
using Cordon.Ethereum.Rpc;
using Cordon.Node.Actions;
using Cordon.Node.Settings;

namespace Cordon.Node.Registry;

/// <summary>Asks a chain's registry, stake and breakers what a guardian may do.</summary>
internal sealed class RegistryReader(IRpcCaller node, ChainSettings chain, Address? guardianKey)
{
    private const ulong SoloPeriodSeconds = 86_400;
    private const ulong LogBlocksMax = 2_000; // what every provider allows

    private readonly Address _registry = chain.Registry ?? throw new ArgumentException("the chain has no registry");

    /// <summary>What is said about a protocol now.</summary>
    /// <exception cref="RpcException">The node cannot be asked, or an answer is none of the contract's.</exception>
    public async Task<ProtocolView> ReadAsync(
        Address enrolled, IReadOnlyList<Hash256> targets, CancellationToken cancellation)
    {
        (IncidentRegistry.Policy policy, bool isEnrolled) = await PolicyAsync(enrolled, cancellation);
        if (!isEnrolled)
            return new ProtocolView(false, policy.Breaker, default, default, false, Empty);

        UInt256 left = await AskAsync(_registry, new IncidentRegistry.SoloBudgetCall(enrolled), cancellation);
        var inForce = Empty.ToBuilder();
        foreach (Hash256 target in targets)
        {
            CircuitBreaker.Status status = await AskAsync(
                policy.Breaker, new CircuitBreaker.StatusCall(target), cancellation);
            inForce[target] = (BreakerMode)status.Mode;
        }

        return new ProtocolView(
            true,
            policy.Breaker,
            TimeSpan.FromSeconds(policy.SoloPause),
            TimeSpan.FromSeconds(Math.Min((double)left, SoloPeriodSeconds)),
            await CanRaiseAsync(enrolled, targets, cancellation),
            inForce.ToImmutable());
    }

    /// <summary>Incidents raised in the blocks from one to another, and the last block that was asked about.</summary>
    /// <exception cref="RpcException">As <see cref="ReadAsync"/>.</exception>
    public async Task<(IReadOnlyList<OnChainIncident> Raised, ulong Last)> RaisedAsync(
        ulong from, ulong to, CancellationToken cancellation)
    {
        ulong last = Math.Min(to, from + LogBlocksMax - 1);
        RpcParam filter = RpcParam.Json(
            $"{{\"address\":\"{_registry}\",\"fromBlock\":\"0x{from:x}\",\"toBlock\":\"0x{last:x}\","
            + $"\"topics\":[\"{IncidentRegistry.RaisedEvent.Topic}\"]}}");
        using RpcPayload answer = await node.CallRawAsync(new RpcCall("eth_getLogs", filter), cancellation);
        return (ReadLogs(answer), last);
    }

    private static ImmutableDictionary<Hash256, BreakerMode> Empty => ImmutableDictionary<Hash256, BreakerMode>.Empty;

    private async Task<(IncidentRegistry.Policy Policy, bool IsEnrolled)> PolicyAsync(
        Address enrolled, CancellationToken cancellation)
    {
        var call = new IncidentRegistry.PolicyCall(enrolled);
        var answer = await AskAsync(_registry, call, cancellation);
        return (answer.Value0, answer.Value1);
    }

    private async Task<bool> CanRaiseAsync(
        Address enrolled, IReadOnlyList<Hash256> targets, CancellationToken cancellation)
    {
        if (guardianKey is not { } key || chain.Stake is not { } stake) return false;
        Address guardian = await AskAsync(stake, new GuardianStake.GuardianOfKeyCall(key), cancellation);
        if (guardian.IsZero) return false;
        BlockHeader? head = await node.GetBlockHeaderAsync("latest", cancellation);
        IncidentRegistry.Bond bond = await AskAsync(_registry, new IncidentRegistry.BondCall(guardian), cancellation);
        bool hasWaited = bond.LastSoloAt == 0 || head?.Timestamp >= bond.LastSoloAt + SoloPeriodSeconds;
        if (!hasWaited) return false;
        UInt256 needed = UInt256.Zero;
        foreach (Hash256 target in targets)
        {
            var call = new IncidentRegistry.BondForCall(enrolled, target, (byte)BreakerMode.Paused);
            needed = UInt256.Max(needed, await AskAsync(_registry, call, cancellation));
        }

        return bond.Free >= needed;
    }

    private Task<T> AskAsync<T>(Address to, IContractCall<T> call, CancellationToken cancellation) =>
        node.ReadAsync(to, call, "latest", cancellation);

    private List<OnChainIncident> ReadLogs(RpcPayload answer)
    {
        List<OnChainIncident> raised = [];
        using JsonDocument json = JsonDocument.Parse(answer.Json);
        foreach (JsonElement log in json.RootElement.EnumerateArray())
        {
            Hash256[] topics = [.. log.GetProperty("topics").EnumerateArray().Select(
                topic => Hash256.Parse(topic.GetString()!))];
            byte[] data = Convert.FromHexString(log.GetProperty("data").GetString()!.AsSpan(2));
            if (!IncidentRegistry.RaisedEvent.TryDecode(topics, data, out IncidentRegistry.RaisedEvent found)) continue;
            raised.Add(new OnChainIncident(
                chain.Id, _registry, found.Incident, found.Protocol, found.Raiser, found.Target,
                (BreakerMode)found.Mode, found.Until, found.Evidence));
        }

        return raised;
    }
}
