using Cordon.Ethereum;

namespace Cordon.Contracts;

/// <summary>What a breaker calls an address that is to be kept out.</summary>
public static class Quarantine
{
    private static readonly Hash256 Tag = Keccak256.HashUtf8("Cordon quarantine");

    /// <summary>The target whose pause keeps <paramref name="account"/>, and nobody else, out of the functions that a
    /// protocol marked <c>notQuarantined</c>: Breakable's <c>quarantineTarget</c>.</summary>
    public static Hash256 TargetOf(Address account) =>
        Keccak256.Hash([.. Tag.ToArray(), .. new Hash256(account.ToUInt256()).ToArray()]);
}
