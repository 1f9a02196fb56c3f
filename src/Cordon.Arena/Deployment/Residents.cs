using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Ethereum;

namespace Cordon.Arena.Deployment;

/// <summary>Gives accounts ether, tokens and approvals, so that they can trade and borrow.</summary>
public sealed class Residents(LocalChain chain, ArenaWorld world, ArenaAccount founder)
{
    private static readonly UInt256 Purse = Deployer.Ether(200);
    private static readonly UInt256 Wrapped = Deployer.Ether(100);

    /// <summary>Settles each account; everyone gets ether, and unless <paramref name="isPoor"/>, tokens too.</summary>
    public async Task SettleAsync(
        IReadOnlyList<ArenaAccount> accounts, bool isPoor = false, CancellationToken cancellation = default)
    {
        foreach (ArenaAccount account in accounts)
        {
            await chain.SendAsync(
                new Act(founder, account.Address, [], $"{founder.Name} sends {account.Name} ether") { Value = Purse },
                cancellation);
            if (isPoor) continue;

            await GiveAsync(account, world.Coin, 20_000, cancellation);
            await GiveAsync(account, world.Dollar, 200_000, cancellation);
            await chain.MineAsync(cancellation);
            await PrepareAsync(account, cancellation);
        }

        await chain.MineAsync(cancellation);
    }

    private Task<Hash256> GiveAsync(
        ArenaAccount account, Address token, ulong amount, CancellationToken cancellation) =>
        chain.SendAsync(
            Act.Call(founder, token, new TestToken.TransferCall(account.Address, Deployer.Ether(amount)),
                $"{founder.Name} sends {account.Name} tokens"),
            cancellation);

    private async Task PrepareAsync(ArenaAccount account, CancellationToken cancellation)
    {
        await chain.SendAsync(
            Act.Call(account, world.Weth, new Weth.DepositCall(), $"{account.Name} wraps ether") with
            {
                Value = Wrapped,
            },
            cancellation);
        Address[] spenders = [world.Router, world.Lender];
        foreach (Address token in (Address[])[world.Weth, world.Coin, world.Dollar])
        {
            foreach (Address spender in spenders)
            {
                if (token == world.Dollar && spender == world.Lender) continue;
                await chain.SendAsync(
                    Act.Call(account, token, new TestToken.ApproveCall(spender, UInt256.MaxValue),
                        $"{account.Name} approves a spender"),
                    cancellation);
            }
        }
    }
}
