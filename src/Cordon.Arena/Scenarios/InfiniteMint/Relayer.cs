using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Contracts;
using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;
using Cordon.Ethereum.Rpc;

namespace Cordon.Arena.Scenarios.InfiniteMint;

/// <summary>Honest: carries every message from the one chain to the other, each in a tree of its own, as soon as it is
/// in a block.</summary>
internal sealed class Relayer(BridgeEnd home, BridgeEnd far)
{
    private ulong _nextHome = 1, _nextFar = 1;

    /// <summary>Sends to each chain what the messages in the other's blocks since the last call need, for its next one.
    /// </summary>
    public async Task RelayAsync(CancellationToken cancellation)
    {
        foreach ((Hash256[] topics, byte[] data) in await LogsAsync(home, _nextHome, cancellation))
        {
            if (LockBox.LockedEvent.TryDecode(topics, data, out LockBox.LockedEvent locked))
            {
                await CarryAsync(
                    home, far, locked.Nonce, locked.To, locked.Amount,
                    new MintSide.MintCall(locked.Nonce, locked.To, locked.Amount), cancellation);
            }
        }

        foreach ((Hash256[] topics, byte[] data) in await LogsAsync(far, _nextFar, cancellation))
        {
            if (MintSide.BurnedEvent.TryDecode(topics, data, out MintSide.BurnedEvent burned))
            {
                await CarryAsync(
                    far, home, burned.Nonce, burned.To, burned.Amount,
                    new LockBox.ReleaseCall(burned.Nonce, burned.To, burned.Amount), cancellation);
            }
        }

        (_nextHome, _nextFar) = (home.Chain.Head + 1, far.Chain.Head + 1);
    }

    private static Task<IReadOnlyList<ContractLog>> LogsAsync(
        BridgeEnd from, ulong first, CancellationToken cancellation) =>
        ContractLog.ReadAsync(from.Chain.Node, from.Side, first, null, [], cancellation);

    private static async Task CarryAsync(
        BridgeEnd from, BridgeEnd to, UInt256 nonce, Address recipient, UInt256 amount, ICalldata effect,
        CancellationToken cancellation)
    {
        Hash256 message = await to.Chain.ReadAsync(
            to.Side, new LockBox.MessageOfCall(from.Side, nonce, recipient, amount), cancellation);
        // A tree of one leaf: the message is its root.
        await SendAsync(to, new LockBox.ConfirmCall(message), "confirms a root", cancellation);
        await SendAsync(to, new LockBox.ProveCall(message, []), "proves a message", cancellation);
        await SendAsync(to, effect, "delivers a message", cancellation);
    }

    private static Task<Hash256> SendAsync(BridgeEnd to, ICalldata call, string what, CancellationToken cancellation) =>
        to.Chain.SendAsync(
            Act.Call(to.Team, to.Side, call, $"{to.Team.Name} {what}") with { GasLimit = 500_000 }, cancellation);
}
