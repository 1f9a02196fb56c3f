using Cordon.Cli.Terminal;
using Cordon.Contracts;
using Cordon.Ethereum;

namespace Cordon.Cli.Guardian;

/// <summary>Lets a contract take exactly what it is to take, and no more.</summary>
internal static class TokenApproval
{
    /// <summary>The call that is still needed; none where an earlier run made it.</summary>
    /// <exception cref="CommandException">The account does not have so much.</exception>
    public static async Task<IReadOnlyList<PlannedCall>> PlanAsync(
        GuardianChain chain, Address owner, Address spender, string taker, UInt256 amount,
        CancellationToken cancellation)
    {
        StakedToken token = chain.Token;
        UInt256 balance = await chain.AskAsync(token.Address, new Erc20.BalanceOfCall(owner), cancellation);
        if (balance < amount)
        {
            throw CommandException.Environment(
                $"{owner} has {token.Text(balance)} and needs {token.Text(amount)}: send it the rest");
        }

        UInt256 allowed = await chain.AskAsync(
            token.Address, new Erc20.AllowanceCall(owner, spender), cancellation);
        return allowed == amount ? [] :
        [
            new PlannedCall(
                $"let the {taker} take {token.Text(amount)}", "Erc20", token.Address,
                new Erc20.ApproveCall(spender, amount).Encode()),
        ];
    }
}
