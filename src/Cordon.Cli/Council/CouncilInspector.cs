using Cordon.Cli.Council.Decoding;
using Cordon.Cli.Council.Signing;
using Cordon.Cli.Council.Simulation;
using Cordon.Cli.Terminal;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Cli.Council;

/// <summary>Finds out what a Safe's transaction means: decodes, checks hash and signatures, simulates.</summary>
/// <param name="node">The chain.</param>
/// <param name="labels">Names of addresses, from the deployment's file or the person.</param>
/// <param name="trusted">Addresses whose code the person vouches for.</param>
internal sealed class CouncilInspector(
    IRpcCaller node, IReadOnlyDictionary<Address, string> labels, IReadOnlySet<Address> trusted, TimeProvider time)
{
    private readonly RemarkList _remarks = new();

    /// <summary>A transaction that is proposed, on the newest state.</summary>
    public async Task<CouncilReport> ProposedAsync(SafeTransaction transaction, CancellationToken cancellation)
    {
        ulong chain = await node.ChainIdAsync(cancellation);
        ulong number = await node.BlockNumberAsync(cancellation);
        BlockHeader head = await node.GetBlockHeaderAsync(number, cancellation)
            ?? throw CommandException.Environment($"--rpc: the node has no block {number}");
        ulong now = (ulong)time.GetUtcNow().ToUnixTimeSeconds();
        var moment = new SimulationMoment(number, number + 1, Math.Max((head.Timestamp ?? 0) + 1, now));
        return await InspectAsync(transaction, chain, moment, null, null, cancellation);
    }

    /// <summary>A transaction that was executed, on the state before its block.</summary>
    public async Task<CouncilReport> ExecutedAsync(Hash256 hash, CancellationToken cancellation)
    {
        ulong chain = await node.ChainIdAsync(cancellation);
        ExecutedTransaction executed = await ExecutedTransaction.FindAsync(node, hash, chain, cancellation);
        ulong number = executed.Block.Number;
        ulong at = executed.Block.Timestamp
            ?? throw CommandException.Environment($"--rpc: the node tells no time of block {number}");
        var moment = new SimulationMoment(number - 1, number, at);
        return await InspectAsync(executed.Transaction, chain, moment, executed.Sender, hash, cancellation);
    }

    private async Task<CouncilReport> InspectAsync(
        SafeTransaction transaction, ulong chain, SimulationMoment moment, Address? sender, Hash256? executedIn,
        CancellationToken cancellation)
    {
        if (transaction.ClaimedChain is { } other && other != chain)
        {
            throw CommandException.BadInput(
                $"chainId: the transaction is for chain {other}, the node of --rpc is on chain {chain}");
        }

        Dictionary<Address, string> names = new(labels);
        names.TryAdd(transaction.Safe, "this Safe");
        CodeBook codes = new(node, moment.Block, names);
        SafeState safe = await SafeStateReader.ReadAsync(node, codes, transaction.Safe, moment.Block, cancellation);
        for (int i = 0; i < safe.Owners.Count; i++) names.TryAdd(safe.Owners[i], $"owner {i + 1}");

        ulong? signedChain = safe.SignsWithChain ? chain : null;
        Hash256 hash = transaction.Hash(signedChain);
        SignatureJudge judge = new(node, moment.Block, safe, hash, transaction.Preimage(signedChain), sender);
        IReadOnlyList<SignatureFinding> signatures = await judge.JudgeAsync(transaction.Confirmations, cancellation);
        TransactionRemarks.Add(_remarks, transaction, safe, hash, signedChain, signatures, executedIn is not null);

        CallDecoder decoder = new(codes, safe.Address, trusted, _remarks);
        InnerCall outer = new(transaction.To, transaction.Value, transaction.Data, transaction.IsDelegateCall);
        DecodedCall call = await decoder.DecodeAsync(outer, cancellation);
        await new UpgradeRemarks(node, moment.Block, codes, labels, _remarks).AddAsync(call, cancellation);
        SafeSimulator simulator = new(node, codes, safe, transaction, hash, moment, _remarks);
        SimulationOutcome simulation = await simulator.RunAsync(call, cancellation);
        if (simulation.Succeeds == false) _remarks.Danger("simulation", $"It would fail: {simulation.Failure}.");
        if (simulation.Unseen.Length > 0) _remarks.Danger("simulation", $"Not all could be seen: {simulation.Unseen}.");
        return new CouncilReport
        {
            Chain = chain,
            Transaction = transaction,
            Safe = safe,
            Hash = hash,
            ExecutedIn = executedIn,
            Call = call,
            Signatures = signatures,
            Simulation = simulation,
            Remarks = _remarks.All,
        };
    }
}
