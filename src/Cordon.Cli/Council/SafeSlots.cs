using Cordon.Ethereum;

namespace Cordon.Cli.Council;

/// <summary>Places in the storage of a Safe and of proxies that decide what code runs and who may act.</summary>
/// <remarks>The first nine slots are the same in every Safe since 1.0.0: new versions are libraries behind the same
/// proxies.</remarks>
internal static class SafeSlots
{
    /// <summary>A Safe proxy's code is at the address in this slot.</summary>
    public static Hash256 Singleton { get; } = At(0);

    public static Hash256 OwnerCount { get; } = At(3);

    public static Hash256 Threshold { get; } = At(4);

    public static Hash256 Nonce { get; } = At(5);

    public static Hash256 Guard { get; } = Keccak256.HashUtf8("guard_manager.guard.address");

    public static Hash256 ModuleGuard { get; } = Keccak256.HashUtf8("module_manager.module_guard.address");

    public static Hash256 FallbackHandler { get; } = Keccak256.HashUtf8("fallback_manager.handler.address");

    /// <summary>EIP-1967: where a proxy's code is.</summary>
    public static Hash256 Implementation { get; } = Before("eip1967.proxy.implementation");

    /// <summary>EIP-1967: who may change that.</summary>
    public static Hash256 Admin { get; } = Before("eip1967.proxy.admin");

    /// <summary>Where the Safe keeps that an owner approved a hash: <c>approvedHashes[owner][hash]</c>.</summary>
    public static Hash256 Approval(Address owner, Hash256 hash)
    {
        byte[] outer = [.. new Hash256(owner.ToUInt256()).ToArray(), .. At(8).ToArray()];
        return Keccak256.Hash([.. hash.ToArray(), .. Keccak256.Hash(outer).ToArray()]);
    }

    private static Hash256 At(ulong slot) => new((UInt256)slot);

    private static Hash256 Before(string text) => new(new UInt256(Keccak256.HashUtf8(text).ToArray()) - UInt256.One);
}
