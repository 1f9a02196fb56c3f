using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Contracts.Deployment;

/// <summary>What happened at a mechanism's contracts since they were created, read in calls as small as the node wants
/// them.</summary>
/// <param name="progress">Told now and then what is looked for, how many blocks are read, and how many there are.
/// </param>
public sealed class MechanismHistory(
    IRpcCaller node, TimeProvider time, Action<string, ulong, ulong>? progress = null)
{
    private readonly ContractLogPages _pages = new(node, time, progress);
    private readonly CreationSearch _creations = new(node, time);
    private ulong? _guess;

    /// <summary>Nothing was created before this block: whoever says so has to be sure of it. 0 for unknown.</summary>
    public ulong Since { get; init; }

    /// <summary>The block in which the stake is said to have been created; null for unknown. It need not be true.
    /// </summary>
    public ulong? Claimed { get; init; }

    /// <summary>In how many blocks a creation need not be told more closely: their events cost one call.</summary>
    internal ulong Close { get; init; } = ContractLogPages.PageAtFirst;

    /// <summary>The block in which the stake was created, the same whichever run created it; null where it is not
    /// there. What is read afterwards is read from about there on.</summary>
    /// <param name="last">Up to which block to look.</param>
    /// <exception cref="RpcException">The node cannot be asked, or gives no logs.</exception>
    public async Task<ulong?> CreatedAsync(Address stake, ulong last, CancellationToken cancellation = default)
    {
        ulong? created = await FindAsync(stake, last, cancellation);
        // Some nodes say that there was no code where they lack the state: then it says nothing of other contracts.
        bool isTold = created is { } block && !IsShort(last)
            && await _creations.HasCodeAsync(stake, block, cancellation) == true;
        _guess = isTold ? created : null;
        return created;
    }

    /// <summary>One kind of event of one contract, the oldest first.</summary>
    /// <param name="what">What is looked for, for a person.</param>
    /// <param name="last">Up to which block to look.</param>
    /// <exception cref="RpcException">The node cannot be asked, or gives no logs.</exception>
    public async Task<IReadOnlyList<ContractLog>> EventsAsync(
        string what, Address contract, Hash256 topic, ulong last, CancellationToken cancellation = default)
    {
        ulong first = Math.Min(Since, last);
        // Anybody can create a planned contract before the others: the stake's block is no more than a guess for them.
        if (_guess is { } guess)
            (first, _) = await _creations.NarrowAsync(contract, (first, last), Close, guess, cancellation);
        return await _pages.ReadAsync(what, contract, first, last, [[topic]], cancellation);
    }

    private bool IsShort(ulong last) => last < Since + Close;

    private async Task<ulong?> FindAsync(Address stake, ulong last, CancellationToken stop)
    {
        if (Claimed is { } claimed && claimed <= last
            && await FirstOwnerAsync(stake, claimed, claimed, stop) is { } confirmed)
        {
            return confirmed;
        }

        if ((await node.GetCodeAsync(stake, last, stop)).Length == 0) return null;
        ulong since = Math.Min(Since, last);
        (ulong first, ulong end) = await _creations.NarrowAsync(stake, (since, last), Close, null, stop);
        ulong? found = await FirstOwnerAsync(stake, first, end, stop);
        // A node without old state may say that there was no code.
        return found is null && (first, end) != (since, last)
            ? await FirstOwnerAsync(stake, since, last, stop)
            : found;
    }

    /// <summary>The block in which nobody's stake became somebody's: that is its constructor's doing alone.</summary>
    private async Task<ulong?> FirstOwnerAsync(Address stake, ulong first, ulong last, CancellationToken stop)
    {
        IReadOnlyList<ContractLog> owners = await _pages.ReadAsync("the stake's creation", stake, first, last,
            [[GuardianStake.OwnershipTransferredEvent.Topic], [Hash256.Zero]], stop);
        return owners.Count > 0 ? owners[0].Block : null;
    }
}
