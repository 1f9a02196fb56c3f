using System.Text;
using System.Text.Json.Nodes;
using Cordon.Domain.Facts;
using Cordon.Domain.Invariants;
using Cordon.Domain.Signals;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Engine.Pending;

/// <summary>Tries what a new contract can do to the protocols before anybody calls it: has the node run its functions
/// as its creator would, and judges the invariants after each that does not revert.</summary>
/// <remarks>A hint, no proof: a function that wants a password or an argument that is no amount is not found. At most
/// <see cref="CallsMax"/> calls and <see cref="RunsMax"/> simulations a contract, so that a flood of contracts costs
/// what is said here and no more.</remarks>
public sealed class Rehearsal(
    IRpcCaller node, ulong chainId, IReadOnlyList<Invariant> invariants, ForeignValues? foreign = null)
{
    public const string Detector = "rehearsal";

    public const int CallsMax = 416;
    public const int RunsMax = 24;
    private const int BatchMax = 52;
    private const ulong CallGas = 10_000_000;
    private const double Confidence = 0.995; // it was done, if only on the node's own machine

    private readonly InvariantAnswers _asked = new(invariants.Where(invariant => invariant.Chain == chainId));

    /// <summary>A signal for the first invariant that a call of the contract would break; none where nothing breaks.
    /// </summary>
    /// <param name="block">On whose state it is tried.</param>
    /// <exception cref="RpcException">The node could not be asked.</exception>
    public async Task<IReadOnlyList<Signal>> TryAsync(
        BlockHeader block, Address contract, Address creator, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(block);
        if (_asked.Calls.Count == 0) return [];
        byte[] code = await node.GetCodeAsync(contract, block.Number, cancellation);
        int runs = 0;
        foreach (byte[][] part in RehearsalCalls.Of(code).Take(CallsMax).Chunk(BatchMax))
        {
            foreach (byte[] data in await SucceedingAsync(block, contract, creator, part, cancellation))
            {
                if (++runs > RunsMax) return [];
                if (await BreakAsync(block, contract, creator, data, cancellation) is { } change)
                    return [SignalOf(block, contract, creator, data, change)];
            }
        }

        return [];
    }

    private async Task<List<byte[]>> SucceedingAsync(
        BlockHeader block, Address contract, Address creator, byte[][] calls, CancellationToken cancellation)
    {
        RpcCall[] asked = [.. calls.Select(data => new RpcCall(
            "eth_call", RpcParam.Json(CallOf(contract, creator, data)), block.Number))];
        using RpcBatch batch = await node.CallBatchAsync(asked, cancellation);
        return [.. calls.Where((_, place) => batch.ErrorOf(place) is null)];
    }

    private async Task<InvariantChange?> BreakAsync(
        BlockHeader block, Address contract, Address creator, byte[] data, CancellationToken cancellation)
    {
        var json = new StringBuilder("{\"blockStateCalls\":[{\"calls\":[");
        AppendViews(json);
        json.Append(CallOf(contract, creator, data)).Append(',');
        AppendViews(json);
        json.Length--; // the last comma
        json.Append("]}],\"traceTransfers\":false,\"validation\":false}");
        try
        {
            using RpcPayload answer = await node.CallRawAsync(
                new RpcCall("eth_simulateV1", RpcParam.Json(json.ToString()), block.Number), cancellation);
            int views = _asked.Calls.Count;
            SimulatedCalls simulated = SimulatedCalls.Read(answer.Json.Span, 0, (2 * views) + 1);
            ForeignSnapshot elsewhere = (foreign ?? ForeignValues.None).Now();
            var before = _asked.Judge(place => simulated.Returned[place], elsewhere).ToDictionary(one => one.Invariant);
            foreach ((Invariant invariant, InvariantReading? after) in
                _asked.Judge(place => simulated.Returned[views + 1 + place], elsewhere))
            {
                var change = new InvariantChange(invariant, before[invariant].Reading, after);
                if (change.IsBreak) return change;
            }
        }
        catch (Exception refused) when (refused is RpcErrorException or FormatException)
        {
            // The node does not run this one; the next may do.
        }

        return null;
    }

    private void AppendViews(StringBuilder json)
    {
        foreach (InvariantCall view in _asked.Calls)
        {
            CallJson.Append(json, view);
            json.Append(',');
        }
    }

    private static string CallOf(Address contract, Address creator, byte[] data) =>
        $"{{\"from\":\"{creator}\",\"to\":\"{contract}\",\"gas\":\"0x{CallGas:x}\",\"data\":\"{Hex.Format(data)}\"}}";

    private Signal SignalOf(
        BlockHeader block, Address contract, Address creator, byte[] data, InvariantChange change)
    {
        var facts = new BlockFacts();
        (facts.Data.ChainId, facts.Data.Number, facts.Data.Hash) = (chainId, block.Number, block.Hash);
        var signals = new SignalBuffer();
        (Invariant invariant, InvariantReading after) = (change.Invariant, change.After!.Value);
        string call = Hex.Format(data);
        signals.Add(facts, -1, new SignalDraft
        {
            Detector = Detector,
            Severity = Severity.High,
            Confidence = Confidence,
            Subjects =
            [
                facts.Data.Accounts.Intern(invariant.Contract),
                facts.Data.Accounts.Intern(contract),
                facts.Data.Accounts.Intern(creator),
            ],
            Key = $"{contract}",
            Summary = $"A call of the new contract {contract} by its creator would break invariant "
                + $"'{invariant.Name}' of {invariant.Protocol}: {invariant.Formula.Text} with {after.Left} against "
                + $"{after.Right}. Nobody has called it yet.",
            Evidence = new JsonObject
            {
                ["protocol"] = invariant.Protocol,
                ["invariant"] = invariant.Name,
                ["formula"] = invariant.Formula.Text,
                ["attacker"] = $"{contract}",
                ["creator"] = $"{creator}",
                ["calldata"] = call,
                ["left"] = $"{after.Left}",
                ["right"] = $"{after.Right}",
            },
        });
        return signals.Signals[0];
    }
}
