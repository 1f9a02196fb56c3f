using Cordon.Domain.Sending;
using Cordon.Ethereum;

namespace Cordon.Domain.Ports;

/// <summary>Remembers what was sent, across any crash: what <see cref="Save"/> returned from is there after a power
/// failure. Every method throws <see cref="StoreException"/>.</summary>
public interface ISendJournal : IDisposable
{
    /// <summary>The record of a key, null where nothing was sent for it.</summary>
    SendRecord? Find(string key);

    /// <summary>Records of one account that may still change, by nonce.</summary>
    IReadOnlyList<SendRecord> ReadOpen(ulong chain, Address from);

    /// <summary>What the account's records made since then have committed, in wei.</summary>
    UInt256 CommittedSince(ulong chain, Address from, DateTimeOffset since);

    /// <summary>Keeps a record in place of its earlier version.</summary>
    /// <param name="along">What it follows from, where that is not on the disk yet: both are kept or neither.</param>
    void Save(SendRecord record, IPendingWrite? along = null);
}
