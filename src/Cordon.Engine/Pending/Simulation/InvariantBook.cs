using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Invariants;
using Cordon.Domain.Protocols;

namespace Cordon.Engine.Pending;

/// <summary>The invariants of a chain by protocol, and which of them a transaction may have broken.</summary>
internal sealed class InvariantBook
{
    private readonly ILookup<string, Invariant> _byProtocol;
    private readonly WatchList _watched;
    private readonly ulong _chainId;

    public InvariantBook(IEnumerable<Invariant> invariants, WatchList watched, ulong chainId)
    {
        (_watched, _chainId) = (watched, chainId);
        All = [.. invariants.Where(invariant => invariant.Chain == chainId)];
        Everything = new InvariantAnswers(All);
        _byProtocol = All.ToLookup(invariant => invariant.Protocol);
    }

    public IReadOnlyList<Invariant> All { get; }

    /// <summary>All of them, to be asked for at once.</summary>
    public InvariantAnswers Everything { get; }

    public IEnumerable<Invariant> Of(IEnumerable<string> protocols) => protocols.SelectMany(name => _byProtocol[name]);

    /// <summary>The protocols whose contracts ran, or whose balances moved.</summary>
    public IReadOnlySet<string> Touched(BlockFacts block)
    {
        HashSet<string> found = [];
        if (_watched.IsEmpty) return found;
        CallTable calls = block.Data.Calls;
        for (int call = 0; call < calls.Count; call++) Note(block.Data, calls.Self[call], found);
        for (int tx = 0; tx < block.Data.Transactions.Count; tx++)
        {
            foreach (ref readonly BalanceDelta delta in block.Balances.OfTransaction(tx))
                Note(block.Data, delta.Account, found);
        }

        LogTable logs = block.Data.Logs;
        for (int log = 0; log < logs.Count; log++) Note(block.Data, logs.Address[log], found);
        return found;
    }

    private void Note(BlockData data, AccountId account, HashSet<string> found)
    {
        if (!account.IsNone && _watched.Find(_chainId, data.Accounts[account]) is { } protocol)
            found.Add(protocol.Name);
    }
}
