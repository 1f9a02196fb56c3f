using System.Buffers;
using Cordon.Detection.Statistics;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;
using Cordon.Ethereum;

namespace Cordon.Detection.BorrowedVotes;

/// <summary>Finds votes that no longer belong to who casts them: borrowed over the snapshot, and given back.</summary>
/// <remarks>A delegation is what makes tokens count, so only holders that delegated lately are followed. State changes
/// only in blocks in which somebody delegates, proposes, or one of those holders sends or gets the token.</remarks>
public sealed class BorrowedVotesDetector(BorrowedVotesOptions options) : IHistoryDetector<VoteBook>
{
    private const int TokensMax = 64; // tokens with votes that one block names; further ones wait

    private readonly BorrowedVotesOptions _options = OptionsCheck.Valid(options);

    public BorrowedVotesDetector() : this(new BorrowedVotesOptions()) { }

    public string Name => "borrowed-votes";

    public VoteBook Initial => VoteBook.Empty;

    public VoteBook Advance(VoteBook state, BlockFacts block, SignalBuffer signals)
    {
        state = Note(state, block);
        if (state.Delegations.IsEmpty) return state;

        state = Follow(state, block);
        for (int row = 0; row < block.Governance.Count; row++)
        {
            GovernanceAction action = block.Governance[row];
            if (action.Kind == GovernanceKind.VoteCast && !action.Weight.IsZero) Judge(state, block, action, signals);
        }

        return state;
    }

    public void Save(VoteBook state, IBufferWriter<byte> destination) => state.Save(destination);

    public VoteBook Load(ReadOnlySpan<byte> saved) => VoteBook.Load(saved);

    private VoteBook Note(VoteBook state, BlockFacts block)
    {
        if (block.Governance.Count == 0) return state;
        BlockData data = block.Data;
        AgingBook<HolderKey, Delegation> delegations = state.Delegations;
        AgingBook<ProposalKey, Address> proposers = state.Proposers;
        foreach (ref readonly GovernanceAction action in block.Governance.Rows)
        {
            if (action.Account.IsNone || action.Governor.IsNone) continue;
            Address account = data.Accounts[action.Account], governor = data.Accounts[action.Governor];
            if (action.Kind == GovernanceKind.Proposed)
            {
                ProposalKey key = new(data.ChainId, governor, action.ProposalId);
                proposers = proposers.Put(data.Number, key, account);
            }
            else if (action.Kind == GovernanceKind.Delegated && !action.Target.IsNone)
            {
                HolderKey key = new(data.ChainId, governor, account);
                // Who delegates anew after borrowing is still the one who borrowed.
                delegations.TryGet(key, out Delegation known);
                delegations = delegations.Put(
                    data.Number, key, known with { Delegate = data.Accounts[action.Target] });
            }
        }

        ulong first = data.Number - Math.Min(data.Number, (ulong)_options.MemoryBlocks);
        return state.With(proposers.Forget(first, _options.EntriesMax))
            .Following(delegations.Forget(first, _options.EntriesMax));
    }

    private static VoteBook Follow(VoteBook state, BlockFacts block)
    {
        BlockData data = block.Data;
        Span<AccountId> tokens = stackalloc AccountId[TokensMax];
        int count = 0;
        foreach ((ulong chain, Address token) in state.Tokens)
        {
            if (chain == data.ChainId && count < TokensMax && data.Accounts.TryFind(token, out AccountId id))
                tokens[count++] = id;
        }

        if (count == 0) return state;
        tokens = tokens[..count];
        AgingBook<HolderKey, Delegation> delegations = state.Delegations;
        foreach (ref readonly Transfer transfer in block.Transfers.Rows)
        {
            if (!tokens.Contains(transfer.Asset)) continue;
            double amount = (double)transfer.Amount;
            delegations = Move(delegations, data, transfer.Asset, transfer.From, -amount);
            delegations = Move(delegations, data, transfer.Asset, transfer.To, amount);
        }

        return state.With(delegations);
    }

    private static AgingBook<HolderKey, Delegation> Move(
        AgingBook<HolderKey, Delegation> delegations, BlockData data, AccountId token, AccountId holder, double amount)
    {
        if (holder.IsNone) return delegations;
        HolderKey key = new(data.ChainId, data.Accounts[token], data.Accounts[holder]);
        return delegations.TryGet(key, out Delegation known)
            ? delegations.Change(key, known.Move(amount, data.Number))
            : delegations;
    }

    private void Judge(VoteBook state, BlockFacts block, GovernanceAction vote, SignalBuffer signals)
    {
        BlockData data = block.Data;
        Address voter = data.Accounts[vote.Account];
        ProposalKey proposal = new(data.ChainId, data.Accounts[vote.Governor], vote.ProposalId);
        // What left before the proposal was made does not count in it; without the proposal nothing can be said.
        if (!state.Proposers.TryGet(proposal, out ulong proposedAt, out Address proposer)) return;

        double goneMin = (double)vote.Weight * _options.GoneBpsMin / 10_000;
        foreach (var holders in state.Delegations.Entries
            .Where(entry => entry.Key.Chain == data.ChainId && entry.Value.Delegate == voter
                && entry.Value.LeftAt > proposedAt)
            .GroupBy(entry => entry.Key.Token))
        {
            double gone = holders.Sum(entry => entry.Value.Gone);
            if (gone < goneMin) continue;

            bool isOwn = proposer == voter || holders.Any(entry => entry.Key.Holder == proposer);
            BorrowedVotesReport.Add(
                block, signals, Name, vote, new BorrowedVote(holders.Key, gone, holders.Min(e => e.Block), isOwn));
        }
    }
}
