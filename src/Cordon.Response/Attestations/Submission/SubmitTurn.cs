using System.Buffers.Binary;
using System.Numerics;
using Cordon.Ethereum;

namespace Cordon.Response.Attestations.Submission;

/// <summary>In what order guardians submit what all of them could: the first at once, then one with every step, each at
/// a moment of its own.</summary>
/// <remarks>The order differs from incident to incident and nobody can choose it, since the incident's id commits to
/// the block's time. One a step, and not ever more of them: where machines or lines are slow, the first one's word and
/// its transaction are slow too, and all who come before they do pay for the same.</remarks>
/// <param name="Rank">How many come before: 0 for the first.</param>
/// <param name="Jitter">Where within its step, from 0 to less than 1.</param>
internal readonly record struct SubmitTurn(int Rank, double Jitter)
{
    /// <summary>How often the number of those who may submit has doubled by this one's turn: 0 for the first, 1 for the
    /// next two, 2 for the next four. For what is not urgent, and must not wait for hundreds.</summary>
    public int Doublings => BitOperations.Log2((uint)Rank + 1);

    /// <summary>The turn of one guardian.</summary>
    /// <param name="subject">What is submitted.</param>
    /// <param name="own">This guardian's key.</param>
    /// <param name="keys">All keys that could submit.</param>
    public static SubmitTurn Of(Hash256 subject, Address own, IEnumerable<Address> keys)
    {
        Hash256 ownTicket = Ticket(subject, own);
        int before = keys.Count(key => key != own && Ticket(subject, key) < ownTicket);
        // The end of a ticket says nothing about its rank.
        uint end = BinaryPrimitives.ReadUInt32BigEndian(ownTicket.ToArray().AsSpan(Hash256.SizeBytes - sizeof(uint)));
        return new SubmitTurn(before, end / (double)(1UL << 32));
    }

    /// <summary>How long this one leaves it to those before it.</summary>
    /// <param name="step">Between one guardian and the next.</param>
    /// <param name="atMost">From here on all who are left come within as long again: many registered keys that do
    /// nothing must not hold the others up for ever.</param>
    public TimeSpan Wait(TimeSpan step, TimeSpan atMost)
    {
        if (Rank == 0) return TimeSpan.Zero;
        TimeSpan inTurn = Times(step, Rank + Jitter);
        return inTurn <= atMost ? inTurn : Times(atMost, 1 + Jitter);
    }

    // Never rounded up, into the step of the next.
    private static TimeSpan Times(TimeSpan span, double factor) => new((long)(span.Ticks * factor));

    private static Hash256 Ticket(Hash256 subject, Address key)
    {
        Span<byte> bytes = stackalloc byte[Hash256.SizeBytes + Address.SizeBytes];
        subject.CopyTo(bytes);
        key.CopyTo(bytes[Hash256.SizeBytes..]);
        return Keccak256.Hash(bytes);
    }
}
