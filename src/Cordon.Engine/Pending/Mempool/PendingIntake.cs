using Cordon.Ethereum;

namespace Cordon.Engine.Pending;

/// <summary>Takes notices and bodies of pending transactions from wherever they come, and queues each once.</summary>
internal sealed class PendingIntake(
    FirstLook look, SeenTransactions seen, SenderBook senders, ExaminedTransactions examined, PendingQueue queue,
    PendingCounters counters, TimeProvider time)
{
    /// <summary>Whether a hash is new and its body wanted.</summary>
    public bool Wants(Hash256 hash)
    {
        if (!seen.IsNew(hash))
        {
            if (seen.IsMined(hash)) counters.Mined(); // the block came first: the block path has it
            else counters.Repeated();
            return false;
        }

        counters.Noticed();
        return true;
    }

    /// <summary>A wanted body could not be had; it is wanted again when it is announced again.</summary>
    public void NotFetched(Hash256 hash)
    {
        seen.Forget(hash);
        counters.Unfetched();
    }

    /// <summary>Takes a body that came with its notice.</summary>
    public void TakeNotice(ReadOnlyMemory<byte> json, long noticedAt)
    {
        if (Read(json) is not { } transaction) return;
        // Where the hash alone came first, its body is on its way, and this one is here.
        bool isNew = Wants(transaction.Hash);
        if (isNew || !seen.IsMined(transaction.Hash)) Queue(transaction, noticedAt);
    }

    /// <summary>Takes a body that was asked for.</summary>
    public void TakeBody(ReadOnlyMemory<byte> json, Hash256 asked, long noticedAt)
    {
        if (Read(json) is not { } transaction) return;
        if (transaction.Hash == asked) Queue(transaction, noticedAt);
        else counters.Malformed(); // an answer to another question
    }

    private PendingTransaction? Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            return PendingTransaction.Read(json);
        }
        catch (FormatException)
        {
            counters.Malformed();
            return null;
        }
    }

    private void Queue(PendingTransaction transaction, long noticedAt)
    {
        if (!seen.IsNewBody(transaction.Hash)) return;
        if (transaction.IsMined)
        {
            counters.Mined();
            return;
        }

        transaction = look.Judge(transaction);
        Hash256? earlier = senders.Place(transaction);
        if (earlier is not null) counters.Replaced();
        long now = time.GetTimestamp();
        queue.Offer(transaction with { Replaces = earlier, NoticedAt = noticedAt, FetchedAt = now });
        counters.Queued();

        // Announced out of order: what comes after it was examined without it.
        foreach (PendingTransaction later in senders.After(transaction))
        {
            if (!examined.MayRepeat(later.Hash)) continue;
            queue.Offer(later with { NoticedAt = noticedAt, FetchedAt = now, IsAgain = true });
        }
    }
}
