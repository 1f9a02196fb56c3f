using System.Runtime.InteropServices;
using Cordon.Ethereum;

namespace Cordon.Engine.Pending;

/// <summary>Whose turn it is: one who sends much does not get more of the simulation than one who sends little.
/// </summary>
/// <remarks>A sender is who must have the funds, so that many of them cost money; contracts to call and data to send
/// are had for nothing. What waits of a sender counts, and what was taken of it in this round, which ends after so many
/// were taken or when nothing waits: so never more is remembered than may wait. Not thread-safe.</remarks>
internal sealed class SenderTurns(int roundMax)
{
    private readonly Dictionary<(Address Sender, PendingRank Rank), int> _waiting = [];
    private readonly Dictionary<(Address Sender, PendingRank Rank), int> _taken = [];
    private int _round;

    /// <summary>Transactions of a rank that a sender may have looked at before everybody else had a turn.</summary>
    /// <remarks>More for what is urgent, so that an honest sender's are not held up; not without bound, since anybody
    /// can name a protected contract.</remarks>
    public static int ShareOf(PendingRank rank) => rank switch
    {
        PendingRank.Protected => 8,
        PendingRank.Suspicious => 2,
        _ => 1,
    };

    /// <summary>Which turn of its sender a new transaction is.</summary>
    public int Enter(PendingTransaction transaction)
    {
        (Address, PendingRank Rank) key = (transaction.From, transaction.Rank);
        ref int waiting = ref CollectionsMarshal.GetValueRefOrAddDefault(_waiting, key, out _);
        return (waiting++ + _taken.GetValueOrDefault(key)) / ShareOf(key.Rank);
    }

    /// <summary>One that waited is looked at.</summary>
    public void Take(PendingTransaction transaction)
    {
        Leave(transaction);
        if (_waiting.Count == 0 || ++_round >= roundMax)
        {
            _taken.Clear();
            _round = 0;
            return;
        }

        CollectionsMarshal.GetValueRefOrAddDefault(_taken, (transaction.From, transaction.Rank), out _)++;
    }

    /// <summary>One that waited is given up.</summary>
    public void Leave(PendingTransaction transaction)
    {
        (Address, PendingRank) key = (transaction.From, transaction.Rank);
        if (_waiting[key] == 1) _waiting.Remove(key);
        else _waiting[key]--;
    }
}
