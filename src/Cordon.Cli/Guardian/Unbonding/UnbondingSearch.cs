using Cordon.Contracts;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Cli.Guardian.Unbonding;

/// <summary>Finds the stake that an account is unbonding, in whatever pool it was.</summary>
internal sealed class UnbondingSearch(GuardianChain chain)
{
    /// <summary>What is not paid out yet, the oldest first.</summary>
    /// <exception cref="RpcException">The node failed.</exception>
    public async Task<IReadOnlyList<UnbondingTicket>> FindAsync(
        LogSearch logs, Address account, CancellationToken cancellation)
    {
        List<UnbondingTicket> found = [];
        Hash256[] unstaked = [GuardianStake.UnstakedEvent.Topic], whose = [new Hash256(account.ToUInt256())];
        foreach ((Hash256[] topics, byte[] data) in await logs.FindAsync(
            "stake that unbonds", chain.Stake, [unstaked, [], whose], cancellation))
        {
            if (GuardianStake.UnstakedEvent.TryDecode(topics, data, out var begun)
                && await OfAsync(begun.Ticket, account, cancellation) is { } ticket)
            {
                found.Add(ticket);
            }
        }

        return found;
    }

    /// <summary>One ticket; null where it is not the account's, or was paid out.</summary>
    /// <exception cref="RpcException">The node failed.</exception>
    public async Task<UnbondingTicket?> OfAsync(UInt256 ticket, Address account, CancellationToken cancellation)
    {
        GuardianStake.Unbonding record = await chain.AskAsync(
            chain.Stake, new GuardianStake.UnbondingCall(ticket), cancellation);
        if (record.Account != account) return null;
        GuardianStake.Pool pool = await chain.AskAsync(
            chain.Stake, new GuardianStake.PoolCall(record.Guardian), cancellation);
        UInt256 worth = PoolArithmetic.Worth(record.Shares, pool.UnbondingAssets, pool.UnbondingShares);
        return new UnbondingTicket(ticket, worth, record.ClaimableAt);
    }
}
