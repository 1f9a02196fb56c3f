using Cordon.Cli.Guardian.Keys;
using Cordon.Cli.Terminal;
using Cordon.Contracts;
using Cordon.Ethereum;
using Cordon.Response.Signing;

namespace Cordon.Cli.Guardian;

/// <summary>What a newcomer wants to register with.</summary>
/// <param name="Endpoint">Where peers reach the node; empty for nowhere.</param>
/// <param name="CommissionBps">Part of the pool's rewards, in basis points.</param>
/// <param name="Amount">In the token's units, as typed; null for the least.</param>
internal sealed record Registration(string Endpoint, int CommissionBps, string? Amount)
{
    /// <summary>The calls that are still needed; none where the account is registered with this key.</summary>
    /// <exception cref="CommandException">Something that was given cannot be registered.</exception>
    public async Task<IReadOnlyList<PlannedCall>> PlanAsync(
        GuardianChain chain, Address owner, ITransactionSigner node, CancellationToken cancellation)
    {
        Address key = node.Address;
        GuardianStake.Guardian record = await chain.AskAsync(
            chain.Stake, new GuardianStake.GuardianCall(owner), cancellation);
        if (record.Index != 0) return Registered(owner, key, record);
        RequireEndpoint();
        await KeyConsent.RequireUsableAsync(chain, owner, key, cancellation);
        ushort most = await chain.AskAsync(chain.Stake, new GuardianStake.COMMISSIONBPSMAXCall(), cancellation);
        if (CommissionBps < 0 || CommissionBps > most)
        {
            throw CommandException.BadInput(
                $"--commission: expected 0 to {most} basis points, found {CommissionBps}");
        }

        UInt256 least = await chain.AskAsync(chain.Stake, new GuardianStake.MINSELFSTAKECall(), cancellation);
        UInt256 amount = Amount is null ? least : chain.Token.Parse("--amount", Amount);
        if (amount < least)
        {
            throw CommandException.BadInput(
                $"--amount: expected at least {chain.Token.Text(least)}, found {chain.Token.Text(amount)}");
        }

        byte[] proof = await KeyConsent.ProveAsync(chain, owner, node, cancellation);
        var register = new GuardianStake.RegisterCall(key, proof, Endpoint, (ushort)CommissionBps, amount);
        return
        [
            .. await TokenApproval.PlanAsync(chain, owner, chain.Stake, "stake", amount, cancellation),
            new PlannedCall(
                $"register {owner} with {chain.Token.Text(amount)} and the key {key}", "GuardianStake", chain.Stake,
                register.Encode()),
        ];
    }

    private static IReadOnlyList<PlannedCall> Registered(Address owner, Address key, GuardianStake.Guardian record) =>
        record.Key == key || record.NextKey == key ? [] : throw CommandException.BadInput(
            $"{owner} is registered with the key {record.Key}, and the configuration's is {key}: give that key's "
            + "keystore, or change the key with 'cordon guardian key'");

    private void RequireEndpoint()
    {
        bool isUrl = Uri.TryCreate(Endpoint, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https"
            && url.UserInfo.Length == 0 && url.Query.Length == 0 && url.Fragment.Length == 0;
        if (Endpoint.Length > 0 && !isUrl)
        {
            throw CommandException.BadInput("--endpoint: expected an address such as https://guardian.example:7946, "
                + $"without name, password or query, found '{Endpoint}'");
        }
    }
}
