using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;
using Cordon.Ethereum.Rpc;

namespace Cordon.Contracts.Deployment;

/// <summary>One key on one chain: reads, and sends one transaction after the other.</summary>
public sealed class ChainAccount(IRpcCaller node, ulong chainId, PrivateKey key, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan ReceiptLimit = TimeSpan.FromMinutes(10);

    public IRpcCaller Node => node;

    public Address Address => key.Address;

    public Task<byte[]> CodeAsync(Address address, CancellationToken cancellation) =>
        node.GetCodeAsync(address, "latest", cancellation);

    /// <summary>Waits until nothing of this account is pending: an earlier run may have sent what no block has yet, and
    /// sending it again would revert.</summary>
    /// <exception cref="DeploymentException">Something stays pending.</exception>
    public async Task SettleAsync(CancellationToken cancellation)
    {
        long started = time.GetTimestamp();
        while (true)
        {
            ulong pending = await node.GetTransactionCountAsync(Address, "pending", cancellation);
            ulong latest = await node.GetTransactionCountAsync(Address, "latest", cancellation);
            if (pending <= latest) return;
            if (time.GetElapsedTime(started) >= ReceiptLimit)
            {
                throw new DeploymentException(
                    $"account {Address} has {pending - latest} transactions that are in no block; "
                    + "wait for them or replace them, then run the same command again");
            }

            await Task.Delay(Pause, time, cancellation);
        }
    }

    /// <summary>What a call returns at the latest block.</summary>
    /// <exception cref="DeploymentException">The answer is not of the call's return type.</exception>
    public async Task<T> ReadAsync<T>(Address to, IContractCall<T> call, CancellationToken cancellation)
    {
        byte[] data = await node.CallAsync(to, call.Encode(), "latest", cancellation);
        return call.TryDecodeReturn(data, out T value)
            ? value
            : throw new DeploymentException(
                $"{to} answered {data.Length} bytes, no {typeof(T).Name}; is it the contract meant?");
    }

    /// <summary>Sends, waits until it is in a block, and returns the receipt.</summary>
    /// <param name="title">What it does, for messages.</param>
    /// <exception cref="DeploymentException">The account is too poor, or the transaction reverts or vanishes.
    /// </exception>
    public async Task<TransactionReceipt> SendAsync(
        string title, Address to, byte[] data, UInt256 value, CancellationToken cancellation)
    {
        UInt256 price = await GasPriceAsync(cancellation);
        ulong gas = await EstimateAsync(title, to, data, value, cancellation);
        await RequireBalanceAsync(title, (price * gas) + value, cancellation);
        // Legacy transactions are taken by every chain; the extra quarter covers a base fee that rises meanwhile.
        SignedTransaction signed = new Transaction
        {
            Type = TransactionType.Legacy,
            ChainId = chainId,
            Nonce = await node.GetTransactionCountAsync(Address, "latest", cancellation),
            GasPrice = price,
            GasLimit = gas,
            To = to,
            Value = value,
            Data = data,
        }.Sign(key);
        Hash256 hash = await node.SendRawTransactionAsync(signed.Encode(), cancellation);
        return await ReceiptAsync(title, hash, cancellation);
    }

    /// <summary>Broadcasts what somebody else signed, and waits until it is in a block.</summary>
    public async Task BroadcastAsync(string title, byte[] transaction, CancellationToken cancellation) =>
        await ReceiptAsync(title, await node.SendRawTransactionAsync(transaction, cancellation), cancellation);

    private async Task<TransactionReceipt> ReceiptAsync(string title, Hash256 hash, CancellationToken cancellation)
    {
        long started = time.GetTimestamp();
        while (time.GetElapsedTime(started) < ReceiptLimit)
        {
            TransactionReceipt? receipt = await node.GetTransactionReceiptAsync(hash, cancellation);
            if (receipt is { Succeeded: false })
                throw new DeploymentException($"{title}: transaction {hash} reverted; run the same command again");
            if (receipt is not null) return receipt;
            await Task.Delay(Pause, time, cancellation);
        }

        throw new DeploymentException(
            $"{title}: transaction {hash} is in no block after {ReceiptLimit.TotalMinutes:0} minutes; "
            + "wait for it or replace it, then run the same command again");
    }

    private async Task<UInt256> GasPriceAsync(CancellationToken cancellation)
    {
        using RpcPayload answer = await node.CallRawAsync(new RpcCall("eth_gasPrice"), cancellation);
        return RpcValue.BigQuantity(answer.Json.Span, "result") * 5 / 4;
    }

    private async Task<ulong> EstimateAsync(
        string title, Address to, byte[] data, UInt256 value, CancellationToken cancellation)
    {
        RpcParam call = RpcParam.Json(
            $"{{\"from\":\"{Address}\",\"to\":\"{to}\",\"value\":\"{value.ToQuantity()}\","
            + $"\"data\":{RpcParam.Data(data)}}}");
        try
        {
            using RpcPayload answer = await node.CallRawAsync(new RpcCall("eth_estimateGas", call), cancellation);
            return RpcValue.Quantity(answer.Json.Span, "result") * 6 / 5;
        }
        catch (RpcErrorException refused)
        {
            // Nodes word it in many ways; the balance says for certain.
            if (await BalanceAsync(cancellation) < value + 1) throw TooPoor(title, UInt256.Zero, value + 1, refused);
            throw new DeploymentException($"{title}: the call would revert: {refused.NodeMessage}", cause: refused);
        }
    }

    private async Task RequireBalanceAsync(string title, UInt256 needed, CancellationToken cancellation)
    {
        UInt256 balance = await BalanceAsync(cancellation);
        if (balance < needed) throw TooPoor(title, balance, needed, null);
    }

    private Task<UInt256> BalanceAsync(CancellationToken cancellation) =>
        node.GetBalanceAsync(Address, "latest", cancellation);

    private DeploymentException TooPoor(string title, UInt256 balance, UInt256 needed, Exception? cause) => new(
        $"{title}: account {Address} has {balance} wei and needs {needed}; send it the rest and run the same command "
        + "again: what is done stays", cause: cause);
}
