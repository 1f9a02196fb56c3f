using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;
using Cordon.Ethereum.Rpc;

namespace Cordon.Arena.Chain;

/// <summary>Sends real, signed transactions to a local node and decides when a block is made.</summary>
public sealed class LocalChain(IRpcCaller node, ulong chainId, Journal journal)
{
    // Anvil reserves the limit, not the use; a block of 30 million has room for ten.
    private const ulong CallGasLimit = 3_000_000;
    private const ulong CreationGasLimit = 6_000_000;
    private const ulong FeeMaxGwei = 2_000;

    private readonly List<(Act Act, Hash256 Hash)> _pending = [];

    public IRpcCaller Node => node;

    public Journal Journal => journal;

    /// <summary>Number of the latest block made.</summary>
    public ulong Head { get; private set; }

    /// <summary>Gives an account ether out of nothing.</summary>
    public async Task EndowAsync(Address account, UInt256 wei, CancellationToken cancellation = default)
    {
        RpcParam amount = wei.ToQuantity();
        using RpcPayload done = await node.CallRawAsync(new RpcCall("anvil_setBalance", account, amount), cancellation);
    }

    /// <summary>Signs and broadcasts; the transaction waits for the next block.</summary>
    public async Task<Hash256> SendAsync(Act act, CancellationToken cancellation = default)
    {
        SignedTransaction signed = act.Sender.Sign(new Transaction
        {
            ChainId = chainId,
            To = act.To,
            Data = act.Data,
            Value = act.Value,
            GasLimit = act.To is null ? CreationGasLimit : CallGasLimit,
            MaxPriorityFeePerGas = act.TipGwei * Act.GweiInWei,
            MaxFeePerGas = (FeeMaxGwei + act.TipGwei) * Act.GweiInWei, // anvil orders by this, not by the tip
        });
        Hash256 hash = await node.SendRawTransactionAsync(signed.Encode(), cancellation);
        journal.Add(hash, act.Role, act.Title);
        _pending.Add((act, hash));
        return hash;
    }

    /// <summary>Makes a block of everything sent since the last one; returns the receipts in the order of sending.
    /// </summary>
    /// <exception cref="ArenaException">A transaction is not in the block, or reverted.</exception>
    public async Task<IReadOnlyList<TransactionReceipt>> MineAsync(CancellationToken cancellation = default)
    {
        using (await node.CallRawAsync(new RpcCall("evm_mine"), cancellation))
            Head = await node.BlockNumberAsync(cancellation);

        var receipts = new List<TransactionReceipt>(_pending.Count);
        foreach ((Act act, Hash256 hash) in _pending)
        {
            TransactionReceipt? receipt = await node.GetTransactionReceiptAsync(hash, cancellation);
            if (receipt is not { Succeeded: true } || receipt.BlockNumber != Head)
                throw new ArenaException(
                    $"'{act.Title}' ({hash}) {(receipt is null ? "is not in" : "reverted in")} block {Head}.");
            receipts.Add(receipt);
        }

        _pending.Clear();
        return receipts;
    }

    /// <summary>Creates a contract in a block of its own and returns its address.</summary>
    public async Task<Address> DeployAsync(Act creation, CancellationToken cancellation = default)
    {
        await SendAsync(creation, cancellation);
        return (await MineAsync(cancellation))[^1].ContractAddress!.Value;
    }

    /// <summary>Runs a call at the latest block without a transaction.</summary>
    /// <exception cref="ArenaException">The answer is not of the call's return type.</exception>
    public async Task<T> ReadAsync<T>(Address to, IContractCall<T> call, CancellationToken cancellation = default)
    {
        byte[] data = await node.CallAsync(to, call.Encode(), "latest", cancellation);
        return call.TryDecodeReturn(data, out T value)
            ? value
            : throw new ArenaException($"{to} answered {data.Length} bytes that {call.GetType().Name} cannot return.");
    }
}
