using System.Globalization;
using Cordon.Cli.Council;
using Cordon.Contracts;
using Cordon.Domain.Policies;
using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;
using Cordon.Ethereum.Rpc;
using Cordon.Node.Settings;
using Cordon.Response.Policies;

namespace Cordon.Cli.Checking;

/// <summary>Whether a protocol's contracts are there, and whether the registry lets happen what its policy promises.
/// </summary>
internal sealed class ProtocolCheck(CheckBook book, IRpcCaller node, ChainSettings chain)
{
    private const int SoloPerDayMax = 1; // IncidentRegistry.SOLO_PERIOD: one action of a guardian in 24 hours

    // The first whose fallback handler answers isValidSignature(bytes32,bytes).
    private static readonly Version SafeVersionMin = new(1, 3, 0);

    public async Task RunAsync(GuardedProtocol guarded, CancellationToken cancellation)
    {
        foreach (Address contract in guarded.Protocol.Contracts)
            await book.TryAsync(guarded.Protocol.Name, () => CodeAsync(guarded, contract, cancellation));
        foreach (ConfirmingSafe safe in guarded.Policy.Rules.Values.Select(rule => rule.Safe).OfType<ConfirmingSafe>()
            .DistinctBy(safe => safe.Account))
            await book.TryAsync(guarded.Protocol.Name, () => SafeAsync(guarded, safe.Account, cancellation));
        if (guarded.Enrolled is { } enrolled && chain.Registry is { } registry)
        {
            await book.TryAsync(guarded.Protocol.Name,
                () => EnrolmentAsync(guarded, enrolled, registry, cancellation));
            return;
        }

        bool acts = guarded.Policy.Rules.Keys.Any(action => action >= ResponseAction.Attest);
        book.Note(!acts, guarded.Protocol.Name, "is notified about only",
            "its policy names actions on chain, and it has no 'enrolled': nothing of them can happen");
    }

    private async Task CodeAsync(GuardedProtocol guarded, Address contract, CancellationToken cancellation)
    {
        byte[] code = await node.GetCodeAsync(contract, "latest", cancellation);
        if (code.Length == 0)
        {
            book.Add(CheckLevel.Wrong, guarded.Protocol.Name, $"{contract}: expected a contract, found no code");
            return;
        }

        Hash256 found = Keccak256.Hash(code);
        bool isExpected = !guarded.CodeHashes.TryGetValue(contract, out Hash256 expected) || expected == found;
        book.Note(isExpected, guarded.Protocol.Name, $"{contract}: {code.Length} bytes of code, hash {found}",
            $"{contract}: expected code of hash {expected}, found {found}");
    }

    private async Task SafeAsync(GuardedProtocol guarded, Address safe, CancellationToken cancellation)
    {
        UInt256 threshold = await node.ReadAsync(safe, new Safe.GetThresholdCall(), "latest", cancellation);
        int owners = (await node.ReadAsync(safe, new Safe.GetOwnersCall(), "latest", cancellation)).Length;
        string version = await node.ReadAsync(safe, new Safe.VERSIONCall(), "latest", cancellation);
        Hash256 handler = await HandlerAsync(safe, cancellation);
        bool canCheck = handler != default && Version.TryParse(version.Split('+')[0], out Version? found)
            && found >= SafeVersionMin;
        book.Note(canCheck, guarded.Protocol.Name,
            $"{threshold} of {owners} owners of the Safe {safe} confirm what its policy asks",
            $"the Safe {safe} (version {version}) cannot check its owners' signatures: expected {SafeVersionMin} or "
            + "later with a fallback handler");
        if (threshold <= 1)
        {
            book.Add(CheckLevel.Doubtful, guarded.Protocol.Name,
                $"a single owner of the Safe {safe} is enough to confirm");
        }
    }

    private async Task<Hash256> HandlerAsync(Address safe, CancellationToken cancellation)
    {
        using RpcPayload slot = await node.CallRawAsync(
            new RpcCall("eth_getStorageAt", safe, SafeSlots.FallbackHandler, "latest"), cancellation);
        return RpcValue.Hash(slot.Json.Span, "result");
    }

    private async Task EnrolmentAsync(
        GuardedProtocol guarded, Address enrolled, Address registry, CancellationToken cancellation)
    {
        string name = guarded.Protocol.Name;
        Address stake = await node.ReadAsync(registry, new IncidentRegistry.STAKECall(), "latest", cancellation);
        book.Note(stake == chain.Stake, name, $"the registry {registry} counts the stake {stake}",
            $"stake: expected {stake}, which the registry counts, found {chain.Stake}");
        (IncidentRegistry.Policy policy, bool isEnrolled) = await node.ReadAsync(
            registry, new IncidentRegistry.PolicyCall(enrolled), "latest", cancellation);
        if (!isEnrolled)
        {
            book.Add(CheckLevel.Wrong, name, $"{enrolled} is not enrolled in the registry {registry}: "
                + "its owner asks for it, the stake votes (docs/operating/protocol-team.md, 4)");
            return;
        }

        Address breaker = policy.Breaker;
        Address trigger = await node.ReadAsync(breaker, new CircuitBreaker.TriggerCall(), "latest", cancellation);
        book.Note(trigger == registry, name, $"enrolled; its breaker is {breaker}",
            $"its breaker {breaker} listens to {trigger}, not to the registry {registry}");
        foreach (Address contract in guarded.Protocol.Contracts)
        {
            bool isMember =
                await node.ReadAsync(breaker, new CircuitBreaker.IsMemberCall(contract), "latest", cancellation);
            book.Note(isMember, name, $"{contract} obeys the breaker",
                $"{contract} is no member of the breaker {breaker}: a pause would not stop it", CheckLevel.Doubtful);
        }

        OnChainBounds bounds = new(
            TimeSpan.FromSeconds(policy.SoloPause), SoloPerDayMax, guarded.CanQuarantine);
        foreach (string excess in PolicyCheck.Excesses(guarded.Policy, bounds))
            book.Add(CheckLevel.Wrong, name, excess[(name.Length + 2)..]);
        book.Add(CheckLevel.Fine, name, string.Create(CultureInfo.InvariantCulture,
            $"one guardian stops it for at most {bounds.SoloPauseMax:c}, all without a quorum for "
            + $"{TimeSpan.FromSeconds(policy.SoloBudget):c} in 24 hours, a quorum for "
            + $"{TimeSpan.FromSeconds(policy.QuorumPause):c}"));
        book.Note(!guarded.Policy.IsDryRun, name, $"acts by policy {guarded.Policy.Version}",
            $"policy {guarded.Policy.Version} is a dry run: nothing will be done", CheckLevel.Doubtful);
    }
}
