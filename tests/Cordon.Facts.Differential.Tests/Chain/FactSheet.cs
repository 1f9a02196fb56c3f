using System.Numerics;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Engine.Pipeline;
using Cordon.Ethereum;
using Cordon.Testing;

namespace Cordon.Facts.Differential.Tests.Chain;

/// <summary>What our facts say a block changed.</summary>
internal sealed class FactSheet
{
    private readonly FactReader _reader = new();
    private readonly BlockFacts _facts = new();

    /// <summary>Gains less losses of everybody over all transactions of a block.</summary>
    public Dictionary<Entry, BigInteger> Read(byte[] recording, ulong number)
    {
        _reader.Read(Recordings.Raw(recording, $"block {number}"), _facts);
        AccountTable accounts = _facts.Data.Accounts;
        var changes = new Dictionary<Entry, BigInteger>();
        foreach (ref readonly BalanceDelta delta in _facts.Balances.Rows)
        {
            Address? asset = delta.Asset == AccountId.Ether ? null : accounts[delta.Asset];
            var entry = new Entry(accounts[delta.Account], asset);
            changes[entry] = changes.GetValueOrDefault(entry) + (BigInteger)delta.In - (BigInteger)delta.Out;
        }

        return changes;
    }
}
