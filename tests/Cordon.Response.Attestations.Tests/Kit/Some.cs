using System.Collections.Immutable;
using Cordon.Contracts;
using Cordon.Domain.Attestations;
using Cordon.Ethereum;
using Cordon.Response.Attestations.Chain;

namespace Cordon.Response.Attestations.Tests.Kit;

/// <summary>Guardians, incidents and attestations without a chain.</summary>
internal static class Some
{
    public static RegistryScope Scope { get; } = new(
        1, Address.Parse("0x1111111111111111111111111111111111111111"),
        Address.Parse("0x2222222222222222222222222222222222222222"));

    public static AttestationDomain Domain { get; } = new(Scope);

    public static Hash256 Incident { get; } = Keccak256.HashUtf8("incident");

    public static DateTimeOffset RaisedAt { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static PrivateKey Key(int number) => new(Keccak256.HashUtf8($"key {number}").ToArray());

    public static Member Member(PrivateKey key, int number) => new(
        Address.FromWord((UInt256)(ulong)(number + 0x1000)), (uint)number + 1, key.Address, "http://peer.example:1",
        true);

    public static Roster Roster(params PrivateKey[] keys) => new(
        keys.Select((key, i) => Member(key, i)).ToImmutableDictionary(member => member.Guardian),
        keys.Select((key, i) => Member(key, i)).ToImmutableDictionary(member => member.Key, member => member.Guardian));

    public static Attestation Attest(PrivateKey key, Verdict verdict, Hash256? incident = null)
    {
        Hash256 id = incident ?? Incident;
        return new Attestation(id, verdict, key.Address, CompactSignature.Of(key.Sign(Domain.Digest(id, verdict))));
    }

    /// <summary>One open incident, in which each key weighs so much; a weight of zero has no seat.</summary>
    public static ChainView View(
        Roster roster, IReadOnlyList<(PrivateKey Key, ulong Weight)> weights, ulong? onDuty = null)
    {
        var record = new IncidentRegistry.Incident
        {
            Protocol = Address.FromWord(7),
            RaisedAt = (ulong)RaisedAt.ToUnixTimeSeconds(),
        };
        UInt256 sum = weights.Aggregate(UInt256.Zero, (total, weight) => total + weight.Weight);
        var seats = weights.Where(weight => weight.Weight != 0).ToImmutableDictionary(
            weight => weight.Key.Address,
            weight => new Seat(roster.ByKey(weight.Key.Address)!.Index, weight.Weight));
        var sight = new IncidentSight(Incident, record, onDuty ?? sum, seats, [], false);
        return new ChainView(
            roster, ImmutableDictionary<Hash256, IncidentSight>.Empty.Add(Incident, sight), RaisedAt.AddMinutes(1));
    }
}
