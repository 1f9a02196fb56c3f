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
    private const string Domain = "Cordon GuardianStake";

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
        await RequireKeyAsync(chain, owner, key, cancellation);
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

        byte[] proof = await ProveAsync(chain, owner, node, cancellation);
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
            + "keystore, or change the key (scheduleKey of the stake) before");

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

    private static async Task RequireKeyAsync(
        GuardianChain chain, Address owner, Address key, CancellationToken cancellation)
    {
        if (key == owner)
        {
            throw CommandException.BadInput(
                $"the node's key is the owner's, {owner}: the node needs a key of its own, which owns nothing");
        }

        Address other = await chain.AskAsync(chain.Stake, new GuardianStake.GuardianOfKeyCall(key), cancellation);
        if (!other.IsZero)
            throw CommandException.BadInput($"the node's key {key} is that of the guardian {other}: make another");
    }

    // A key that never agreed could not be told from one that somebody else has.
    private static async Task<byte[]> ProveAsync(
        GuardianChain chain, Address owner, ITransactionSigner node, CancellationToken cancellation)
    {
        if (node is not ITypedDataSigner typed)
        {
            throw CommandException.BadInput(
                "the node's signer signs no typed data (eth_signTypedData_v4), which the key's consent needs");
        }

        string data = "{\"types\":{\"Key\":[{\"name\":\"guardian\",\"type\":\"address\"}]},\"primaryType\":\"Key\","
            + $"\"domain\":{{\"name\":\"{Domain}\",\"version\":\"1\",\"chainId\":{chain.Chain.Id},"
            + $"\"verifyingContract\":\"{chain.Stake}\"}},\"message\":{{\"guardian\":\"{owner}\"}}}}";
        Signature signature = await typed.SignTypedDataAsync(data, cancellation);
        Hash256 digest = await chain.AskAsync(chain.Stake, new GuardianStake.KeyDigestCall(owner), cancellation);
        return signature.TryRecover(digest, out PublicKey? signer) && signer!.Address == node.Address
            ? signature.ToArray()
            : throw CommandException.BadInput(
                $"stake: expected a GuardianStake of this version at {chain.Stake}: it asks for another signature");
    }
}
