using Cordon.Cli.Terminal;
using Cordon.Contracts;
using Cordon.Ethereum;
using Cordon.Response.Signing;

namespace Cordon.Cli.Guardian.Keys;

/// <summary>A key's own signature that it is to speak for a guardian. A key that never agreed could not be told from
/// one that somebody else has.</summary>
internal static class KeyConsent
{
    private const string Domain = "Cordon GuardianStake";

    /// <summary>Demands that a key can still become a guardian's.</summary>
    /// <exception cref="CommandException">It is the owner's, or is or was a guardian's.</exception>
    public static async Task RequireUsableAsync(
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

    /// <summary>The signature that the stake asks for.</summary>
    /// <exception cref="CommandException">The key cannot give it.</exception>
    public static async Task<byte[]> ProveAsync(
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
