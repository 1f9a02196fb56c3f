using System.Numerics;
using Cordon.Ethereum;

namespace Cordon.Response.Attestations.Submission;

/// <summary>In what order guardians submit what all of them could: one at once, then twice as many with every step.
/// </summary>
/// <remarks>The order differs from incident to incident and nobody can choose it, since the incident's id commits to
/// the block's time. With n guardians the last turn comes after log2(n) steps; where the first k are gone, about 2k
/// submit.</remarks>
internal static class SubmitTurn
{
    /// <summary>How many steps a guardian waits: 0 for the first, 1 for the next two, 2 for the next four, and so on.
    /// </summary>
    /// <param name="subject">What is submitted.</param>
    /// <param name="own">This guardian's key.</param>
    /// <param name="keys">All keys that could submit.</param>
    public static int Of(Hash256 subject, Address own, IEnumerable<Address> keys)
    {
        Hash256 ownTicket = Ticket(subject, own);
        int before = keys.Count(key => key != own && Ticket(subject, key) < ownTicket);
        return BitOperations.Log2((uint)before + 1);
    }

    private static Hash256 Ticket(Hash256 subject, Address key)
    {
        Span<byte> bytes = stackalloc byte[Hash256.SizeBytes + Address.SizeBytes];
        subject.CopyTo(bytes);
        key.CopyTo(bytes[Hash256.SizeBytes..]);
        return Keccak256.Hash(bytes);
    }
}
