using Cordon.Ethereum;

namespace Cordon.Contracts.Deployment;

/// <summary>The deterministic deployment proxy that most chains have at the same address: salt and creation code in, a
/// contract at an address that follows from both out.</summary>
internal static class Create2Factory
{
    /// <summary>What it costs to bring it to a chain that lacks it, in wei.</summary>
    public static readonly UInt256 FoundingCost = 10_000_000_000_000_000;

    public static readonly Address Address = Address.Parse("0x4e59b44847b379578588920ca78fbf26c0b4956c");

    /// <summary>Nobody has its key: the one transaction it signed was made so that the signature itself is chosen.
    /// </summary>
    public static readonly Address Founder = SignedTransaction.Decode(FoundingTransaction).RecoverSender();

    public static byte[] FoundingTransaction => Convert.FromHexString(
        "f8a58085174876e800830186a08080b853604580600e600039806000f350fe7fffffffffffffffffffffffffffffffffffff"
        + "ffffffffffffffffffffffffffe03601600081602082378035828234f58015156039578182fd5b8082525050506014600cf3"
        + "1ba02222222222222222222222222222222222222222222222222222222222222222a0222222222222222222222222222222"
        + "2222222222222222222222222222222222");

    public static byte[] Runtime => Convert.FromHexString(
        "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe03601600081602082378035828234f58015"
        + "156039578182fd5b8082525050506014600cf3");

    public static Address AddressOf(Hash256 salt, ReadOnlySpan<byte> initCode) =>
        Address.ForCreate2(Address, salt, Keccak256.Hash(initCode));

    public static byte[] Calldata(Hash256 salt, ReadOnlySpan<byte> initCode) => [.. salt.ToArray(), .. initCode];
}
