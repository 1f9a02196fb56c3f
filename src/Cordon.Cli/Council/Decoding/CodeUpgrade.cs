using Cordon.Ethereum;

namespace Cordon.Cli.Council.Decoding;

/// <summary>A call that replaces the code behind a proxy.</summary>
/// <param name="Proxy">Whose code is replaced.</param>
/// <param name="Implementation">Where the new code is.</param>
/// <param name="Data">What the proxy is called with at once, as itself; empty for nothing.</param>
internal sealed record CodeUpgrade(Address Proxy, Address Implementation, byte[] Data)
{
    /// <summary>What an upgrading function's arguments say; null for any other call.</summary>
    public static CodeUpgrade? Of(DecodedCall call) => call.Function?.Function.Abi.Signature switch
    {
        "upgrade(address,address)" => new CodeUpgrade(AddressAt(call, 0), AddressAt(call, 1), []),
        "upgradeAndCall(address,address,bytes)" => new CodeUpgrade(
            AddressAt(call, 0), AddressAt(call, 1), BytesAt(call, 2)),
        "upgradeAndCall(address,address,address,bytes)" => new CodeUpgrade( // ReviewedProxyAdmin: its admin comes first
            AddressAt(call, 1), AddressAt(call, 2), BytesAt(call, 3)),
        "upgradeTo(address)" => new CodeUpgrade(call.Target.Address, AddressAt(call, 0), []),
        "upgradeToAndCall(address,bytes)" => new CodeUpgrade(
            call.Target.Address, AddressAt(call, 0), BytesAt(call, 1)),
        _ => null,
    };

    private static Address AddressAt(DecodedCall call, int index) => call.Arguments[index].Value.Address;

    private static byte[] BytesAt(DecodedCall call, int index) => call.Arguments[index].Value.Bytes.ToArray();
}
