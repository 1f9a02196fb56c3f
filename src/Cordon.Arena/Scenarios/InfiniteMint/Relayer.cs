using System.Text.Json;
using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;
using Cordon.Ethereum.Rpc;

namespace Cordon.Arena.Scenarios.InfiniteMint;

/// <summary>Honest: carries every message from the one side to the other, each in a tree of its own.</summary>
internal sealed class Relayer(LocalChain chain, ArenaAccount team, Address home, Address far)
{
    private ulong _next = 1;

    /// <summary>Sends what the messages in blocks made since the last call need, for the next block.</summary>
    public async Task RelayAsync(CancellationToken cancellation)
    {
        RpcParam filter = RpcParam.Json(
            $"{{\"fromBlock\":\"0x{_next:x}\",\"toBlock\":\"latest\",\"address\":[\"{home}\",\"{far}\"]}}");
        using RpcPayload answer = await chain.Node.CallRawAsync(new RpcCall("eth_getLogs", filter), cancellation);
        _next = chain.Head + 1;
        using JsonDocument logs = JsonDocument.Parse(answer.Json);
        foreach (JsonElement log in logs.RootElement.EnumerateArray())
        {
            Hash256[] topics = [.. log.GetProperty("topics").EnumerateArray()
                .Select(topic => Hash256.Parse(topic.GetString()!))];
            byte[] data = Convert.FromHexString(log.GetProperty("data").GetString().AsSpan(2));
            if (LockBox.LockedEvent.TryDecode(topics, data, out LockBox.LockedEvent locked))
            {
                await CarryAsync(
                    home, locked.Nonce, locked.To, locked.Amount, far,
                    new MintSide.MintCall(locked.Nonce, locked.To, locked.Amount), cancellation);
            }
            else if (MintSide.BurnedEvent.TryDecode(topics, data, out MintSide.BurnedEvent burned))
            {
                await CarryAsync(
                    far, burned.Nonce, burned.To, burned.Amount, home,
                    new LockBox.ReleaseCall(burned.Nonce, burned.To, burned.Amount), cancellation);
            }
        }
    }

    private async Task CarryAsync(
        Address from, UInt256 nonce, Address to, UInt256 amount, Address destination, ICalldata effect,
        CancellationToken cancellation)
    {
        Hash256 message = await chain.ReadAsync(
            destination, new LockBox.MessageOfCall(from, nonce, to, amount), cancellation);
        // A tree of one leaf: the message is its root.
        await SendAsync(destination, new LockBox.ConfirmCall(message), "confirms a root", cancellation);
        await SendAsync(destination, new LockBox.ProveCall(message, []), "proves a message", cancellation);
        await SendAsync(destination, effect, "delivers a message", cancellation);
    }

    private Task<Hash256> SendAsync(Address to, ICalldata call, string what, CancellationToken cancellation) =>
        chain.SendAsync(Act.Call(team, to, call, $"{team.Name} {what}") with { GasLimit = 500_000 }, cancellation);
}
