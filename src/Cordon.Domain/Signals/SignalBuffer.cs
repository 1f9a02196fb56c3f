using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Domain.Signals;

/// <summary>Collects the signals of one block in the order the detectors made them.</summary>
public sealed class SignalBuffer
{
    private readonly List<Signal> _signals = [];

    public IReadOnlyList<Signal> Signals => _signals;

    public int Count => _signals.Count;

    public void Clear() => _signals.Clear();

    public void Add(Signal signal) => _signals.Add(signal);

    /// <summary>Adds a signal about a transaction
    /// (or about the whole block when <paramref name="tx"/> is -1).</summary>
    /// <param name="block">The block's facts.</param>
    /// <param name="tx">Row of the transaction in the block's table.</param>
    /// <param name="draft">What the detector says.</param>
    public void Add(BlockFacts block, int tx, SignalDraft draft)
    {
        BlockData data = block.Data;
        Hash256? hash = tx < 0 ? null : data.Transactions.Hash[tx];
        var subjects = ImmutableArray.CreateBuilder<Address>(draft.Subjects.Length);
        foreach (AccountId subject in draft.Subjects)
        {
            if (!subject.IsNone && !subjects.Contains(data.Accounts[subject])) subjects.Add(data.Accounts[subject]);
        }

        _signals.Add(new Signal
        {
            Id = IdOf(data, hash, draft.Detector, draft.Key ?? string.Join(',', subjects)),
            Chain = data.ChainId,
            Block = data.Number,
            BlockHash = data.Hash,
            Tx = hash,
            Index = tx < 0 ? null : data.Transactions.Position[tx],
            Detector = draft.Detector,
            Severity = draft.Severity,
            Confidence = Math.Round(Math.Clamp(draft.Confidence, 0, 1), 4),
            Subjects = subjects.ToImmutable(),
            Summary = draft.Summary,
            Evidence = draft.Evidence ?? [],
        });
    }

    private static string IdOf(BlockData data, Hash256? tx, string detector, string key)
    {
        string text = string.Create(CultureInfo.InvariantCulture,
            $"{data.ChainId}|{data.Number}|{data.Hash}|{tx}|{detector}|{key}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
    }
}
