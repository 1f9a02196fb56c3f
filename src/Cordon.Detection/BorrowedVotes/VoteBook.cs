using System.Buffers;
using System.Collections.Immutable;
using Cordon.Detection.Statistics;
using Cordon.Ethereum;

namespace Cordon.Detection.BorrowedVotes;

/// <summary>Who delegated votes lately, how those votes moved since, and who proposed what. Immutable.</summary>
public sealed class VoteBook
{
    private const byte Version = 1;

    private VoteBook(
        AgingBook<HolderKey, Delegation> delegations,
        AgingBook<ProposalKey, Address> proposers,
        ImmutableArray<(ulong, Address)> tokens) => (Delegations, Proposers, Tokens) = (delegations, proposers, tokens);

    public static VoteBook Empty { get; } =
        new(AgingBook<HolderKey, Delegation>.Empty, AgingBook<ProposalKey, Address>.Empty, []);

    /// <summary>Chain and token of what was delegated, each once.</summary>
    internal ImmutableArray<(ulong Chain, Address Token)> Tokens { get; }

    internal AgingBook<HolderKey, Delegation> Delegations { get; }

    internal AgingBook<ProposalKey, Address> Proposers { get; }

    internal VoteBook With(AgingBook<HolderKey, Delegation> delegations) =>
        ReferenceEquals(delegations, Delegations) ? this : new VoteBook(delegations, Proposers, Tokens);

    /// <summary>The same after delegations came or were forgotten, so that other tokens are followed.</summary>
    internal VoteBook Following(AgingBook<HolderKey, Delegation> delegations) =>
        ReferenceEquals(delegations, Delegations)
            ? this
            : new VoteBook(delegations, Proposers, TokensOf(delegations));

    internal VoteBook With(AgingBook<ProposalKey, Address> proposers) =>
        ReferenceEquals(proposers, Proposers) ? this : new VoteBook(Delegations, proposers, Tokens);

    /// <summary>Writes version, delegations and proposals, each list with its length before it.</summary>
    public void Save(IBufferWriter<byte> destination)
    {
        var bytes = new StateWriter(Version);
        bytes.Write(Delegations.Count);
        foreach ((ulong block, HolderKey key, Delegation value) in Delegations.Entries)
        {
            bytes.Write(block).Write(key.Chain).Write(key.Token).Write(key.Holder);
            bytes.Write(value.Delegate).Write(value.Net).Write(value.Peak).Write(value.LeftAt);
        }

        bytes.Write(Proposers.Count);
        foreach ((ulong block, ProposalKey key, Address proposer) in Proposers.Entries)
            bytes.Write(block).Write(key.Chain).Write(key.Governor).Write(key.Id).Write(proposer);
        destination.Write(bytes.Written);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a saved book of this version.</exception>
    public static VoteBook Load(ReadOnlySpan<byte> saved)
    {
        var bytes = new StateReader(saved, Version);
        var delegations = AgingBook<HolderKey, Delegation>.Empty;
        for (int left = bytes.ReadCount(); left > 0; left--)
        {
            ulong block = bytes.ReadUInt64();
            HolderKey key = new(bytes.ReadUInt64(), bytes.ReadAddress(), bytes.ReadAddress());
            Delegation value = new(
                bytes.ReadAddress(), bytes.ReadDouble(), bytes.ReadDouble(), bytes.ReadUInt64());
            delegations = delegations.Put(block, key, value);
        }

        var proposers = AgingBook<ProposalKey, Address>.Empty;
        for (int left = bytes.ReadCount(); left > 0; left--)
        {
            ulong block = bytes.ReadUInt64();
            ProposalKey key = new(bytes.ReadUInt64(), bytes.ReadAddress(), bytes.ReadUInt256());
            proposers = proposers.Put(block, key, bytes.ReadAddress());
        }

        bytes.End();
        return new VoteBook(delegations, proposers, TokensOf(delegations));
    }

    private static ImmutableArray<(ulong, Address)> TokensOf(AgingBook<HolderKey, Delegation> delegations) =>
        [.. delegations.Entries.Select(entry => (entry.Key.Chain, entry.Key.Token)).Distinct()];
}
