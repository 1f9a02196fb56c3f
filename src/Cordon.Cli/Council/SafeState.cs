using Cordon.Ethereum;

namespace Cordon.Cli.Council;

/// <summary>A Safe as the chain has it.</summary>
/// <param name="Address">The proxy.</param>
/// <param name="Version">As the Safe itself says.</param>
/// <param name="IsKnownCode">Whether its code is provably Safe's.</param>
/// <param name="Owners">In the Safe's own order.</param>
/// <param name="Threshold">How many of them must sign.</param>
/// <param name="Nonce">Of the next transaction.</param>
/// <param name="Separator">The hash of its EIP-712 domain, as the Safe itself says.</param>
internal sealed record SafeState(
    Address Address,
    string Version,
    bool IsKnownCode,
    IReadOnlyList<Address> Owners,
    UInt256 Threshold,
    UInt256 Nonce,
    Hash256 Separator)
{
    /// <summary>Whether the domain that its owners sign in names the chain.</summary>
    public bool SignsWithChain =>
        !System.Version.TryParse(Version.Split('-', '+')[0], out Version? parsed) || parsed >= new Version(1, 3);

    /// <summary>Whether owners that are contracts are shown the whole preimage, not its hash.</summary>
    public bool ShowsPreimage =>
        System.Version.TryParse(Version.Split('-', '+')[0], out Version? parsed) && parsed < new Version(1, 5);
}
