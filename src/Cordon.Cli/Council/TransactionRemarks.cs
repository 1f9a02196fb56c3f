using Cordon.Cli.Council.Signing;
using Cordon.Ethereum;

namespace Cordon.Cli.Council;

/// <summary>What there is to say about the transaction as a whole, whatever it calls.</summary>
internal static class TransactionRemarks
{
    private const string Where = "transaction";

    public static void Add(
        RemarkList remarks, SafeTransaction transaction, SafeState safe, Hash256 hash, ulong? chain,
        IReadOnlyList<SignatureFinding> signatures, bool isExecuted)
    {
        if (transaction.ClaimedHash is { } claimed && claimed != hash)
        {
            remarks.Danger(Where, $"THE HASH IS NOT THIS TRANSACTION'S: it came with {claimed}, and is {hash}. "
                + "Somebody changed the one or the other"
                + (chain is { } at ? $", or it is for another chain than {at}, on which the node is." : "."));
        }

        Hash256 separator = new Eip712Domain
        {
            ChainId = chain is { } id ? (UInt256)id : null,
            VerifyingContract = safe.Address,
        }.Separator();
        if (separator != safe.Separator)
            remarks.Danger(Where, "The Safe signs in another domain than its address and chain make: no usual Safe.");
        if (!safe.IsKnownCode)
        {
            remarks.Danger(Where, $"The code of the Safe ({safe.Version} as it says) is none that this program knows: "
                + "what it answers may be made up.");
        }

        AddNonce(remarks, transaction, safe, isExecuted);
        AddRefund(remarks, transaction);
        AddSignatures(remarks, signatures);
    }

    private static void AddNonce(RemarkList remarks, SafeTransaction transaction, SafeState safe, bool isExecuted)
    {
        if (isExecuted) return;
        if (transaction.Nonce < safe.Nonce)
        {
            remarks.Danger(Where, $"Nonce {transaction.Nonce} was used already, the next is {safe.Nonce}: "
                + "it can never be executed (again).");
        }
        else if (transaction.Nonce > safe.Nonce)
        {
            remarks.Caution(Where, $"{transaction.Nonce - safe.Nonce} other transactions come first, and may change "
                + "what this one does; it was simulated without them.");
        }
    }

    private static void AddRefund(RemarkList remarks, SafeTransaction transaction)
    {
        if (transaction.GasPrice.IsZero) return;
        string who = transaction.RefundReceiver.IsZero
            ? "whoever executes it"
            : transaction.RefundReceiver.ToChecksumString();
        string what = transaction.GasToken.IsZero ? "native coins" : transaction.GasToken.ToChecksumString();
        remarks.Danger(Where, $"The Safe pays {who} for the gas: {transaction.GasPrice} units of {what} for each of "
            + $"{transaction.BaseGas} and what is used. This can drain it.");
    }

    private static void AddSignatures(RemarkList remarks, IReadOnlyList<SignatureFinding> signatures)
    {
        foreach (SignatureFinding found in signatures)
        {
            if (!found.IsValid)
                remarks.Danger(found.Place, $"The signature of {found.Owner.ToChecksumString()} {found.Why}.");
            else if (!found.IsOwner)
                remarks.Danger(found.Place, $"{found.Owner.ToChecksumString()} signed, and is no owner of the Safe.");
        }

        foreach (IGrouping<Address, SignatureFinding> same in signatures.GroupBy(found => found.Owner))
        {
            if (same.Count() > 1)
            {
                remarks.Caution(same.Last().Place,
                    $"{same.Key.ToChecksumString()} is listed {same.Count()} times and counts once.");
            }
        }
    }
}
