using Cordon.Contracts;
using Cordon.Domain.Attestations;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Response.Attestations.Tests.Kit;

/// <summary>Guardians whose key is a contract: a Safe with a seat, and what it says.</summary>
internal static class ContractKeys
{
    public static readonly UInt256 Token = 1_000_000_000_000_000_000;

    /// <summary>The time that a question may take is a bound against the hostile, not part of what is tested with a
    /// busy machine.</summary>
    public static ExchangeOptions Patient { get; } =
        GuardianNode.Brisk with { ContractCheckTimeout = TimeSpan.FromSeconds(20) };

    public static PrivateKey[] TwoOwners => GuardianWorld.SafeOwners[..2];

    /// <summary>A world with guardians of these stakes, and one of 1,000 more that is a Safe of three owners, two of
    /// whom sign.</summary>
    public static async Task<GuardianWorld> StartWithSafeAsync(params ulong[] stakes)
    {
        GuardianWorld world = await Worlds.StartAsync(stakes);
        Address safe = world.Plan.Council;
        await world.JoinAsync(1_000, (safe, digest => SomeSafe.Sign(safe, digest, TwoOwners)));
        return world;
    }

    public static Attestation SafeSays(
        GuardianWorld world, Hash256 incident, Verdict verdict, params PrivateKey[] owners)
    {
        Hash256 digest = new AttestationDomain(world.Scope).Digest(incident, verdict);
        byte[] signature = SomeSafe.Sign(world.Plan.Council, digest, owners);
        return new Attestation(
            incident, verdict, world.Plan.Council, AttestationSignature.OfContract(signature));
    }

    public static Attestation Says(Hash256 incident, Address key, byte[] signature) =>
        new(incident, Verdict.Attack, key, AttestationSignature.OfContract(signature));

    public static UInt256 Weight(GuardianNode node, Hash256 incident) =>
        node.Exchange!.Find(incident)!.AttackWeight;

    /// <summary>Brings it to the chain, whatever becomes of it: a call that counts nothing reverts.</summary>
    public static async Task AttestOnChainAsync(GuardianWorld world, Attestation said)
    {
        byte[] data = new IncidentRegistry.AttestCall(
            said.Incident, (byte)said.Verdict, [],
            [new IncidentRegistry.Attestation(said.Signer, said.Signature.ToArray())]).Encode();
        await world.AskAsync("eth_sendTransaction", RpcParam.Json(
            $"{{\"from\":\"{world.Guardians[0].Account}\",\"to\":\"{world.Scope.Registry}\",\"gas\":\"0x16e360\","
            + $"\"gasPrice\":\"0x12a05f200\",\"data\":{RpcParam.Data(data)}}}"));
        await world.AskAsync("evm_mine");
    }
}
