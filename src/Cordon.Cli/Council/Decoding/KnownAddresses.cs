using System.Collections.Frozen;
using Cordon.Ethereum;

namespace Cordon.Cli.Council.Decoding;

/// <summary>Contracts of older Safe releases, which have the same address on every chain because it follows from their
/// code (CREATE2). The release that this repository deploys is told by its code instead.</summary>
internal static class KnownAddresses
{
    private static readonly FrozenDictionary<Address, string> Contracts = new Dictionary<string, string>
    {
        ["0xd9Db270c1B5E3Bd161E8c8503c55cEABeE709552"] = "Safe", // 1.3.0
        ["0x3E5c63644E683549055b9Be8653de26E0B4CD36E"] = "Safe", // 1.3.0 L2
        ["0x41675C099F32341bf84BFc5382aF534df5C7461a"] = "Safe", // 1.4.1
        ["0x29fcB43b46531BcA003ddC8FCB67FFE91900C762"] = "Safe", // 1.4.1 L2
        ["0xA238CBeb142c10Ef7Ad8442C6D1f9E89e07e7761"] = "MultiSend", // 1.3.0
        ["0x40A2aCCbd92BCA938b02010E17A5b8929b49130D"] = "MultiSendCallOnly", // 1.3.0
        ["0x38869bf66a61cF6bDB996A6aE40D5853Fd43B526"] = "MultiSend", // 1.4.1
        ["0x9641d764fc13c8B624c04430C7356C1C7C8102e2"] = "MultiSendCallOnly", // 1.4.1
    }.ToFrozenDictionary(entry => Address.ParseChecksum(entry.Key), entry => entry.Value);

    /// <summary>The contract's name in Solidity; null for any other address.</summary>
    public static string? Find(Address address) => Contracts.GetValueOrDefault(address);
}
