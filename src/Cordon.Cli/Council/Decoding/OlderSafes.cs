using System.Collections.Frozen;
using Cordon.Ethereum;

namespace Cordon.Cli.Council.Decoding;

/// <summary>Contracts of Safe 1.3.0 and 1.4.1, told by the hash of their code as it was published. The release that
/// this repository deploys is compared byte by byte instead.</summary>
internal static class OlderSafes
{
    private static readonly FrozenDictionary<Hash256, string> ByCode = new Dictionary<string, string>
    {
        ["0xbba688fbdb21ad2bb58bc320638b43d94e7d100f6f3ebaab0a4e4de6304b1c2e"] = "Safe", // 1.3.0
        ["0x21842597390c4c6e3c1239e434a682b054bd9548eee5e9b1d6a4482731023c0f"] = "Safe", // 1.3.0 L2
        ["0xb89c1b3bdf2cf8827818646bce9a8f6e372885f8c55e5c07acbd307cb133b000"] = "SafeProxy", // 1.3.0
        ["0x03e69f7ce809e81687c69b19a7d7cca45b6d551ffdec73d9bb87178476de1abf"] = "SafeFallbackHandler", // 1.3.0
        ["0xea3cd4564369cbf8fc26ee65c7f0ba817895866824160662a75f266ef84e45cf"] = "MultiSend", // 1.3.0
        ["0xa9865ac2d9c7a1591619b188c4d88167b50df6cc0c5327fcbd1c8c75f7c066ad"] = "MultiSendCallOnly", // 1.3.0
        ["0x1fe2df852ba3299d6534ef416eefa406e56ced995bca886ab7a553e6d0c5e1c4"] = "Safe", // 1.4.1
        ["0xb1f926978a0f44a2c0ec8fe822418ae969bd8c3f18d61e5103100339894f81ff"] = "Safe", // 1.4.1 L2
        ["0xd7d408ebcd99b2b70be43e20253d6d92a8ea8fab29bd3be7f55b10032331fb4c"] = "SafeProxy", // 1.4.1
        ["0x7c6007a5d711cea8dfd5d91f5940ec29c7f200fe511eb1fc1397b367af3c42f9"] = "SafeFallbackHandler", // 1.4.1
        ["0xbe8c0a076af4c2555e37ce30e86a260c5d695e7f1f372621e64eb3b8f91afcea"] = "MultiSend", // 1.4.1
        ["0xecd5bd14a08c5d2122379900b2f272bdf107a7e92423c10dd5fe3254386c9939"] = "MultiSendCallOnly", // 1.4.1
    }.ToFrozenDictionary(entry => Hash256.Parse(entry.Key), entry => entry.Value);

    /// <summary>The contract's name in Solidity, as the newest release has it; null for any other code.</summary>
    public static string? Find(Address address, ReadOnlySpan<byte> code)
    {
        // MultiSend holds its own address as an immutable value: a word of zeros in the code that was published.
        byte[] masked = code.ToArray();
        byte[] own = new Hash256(address.ToUInt256()).ToArray();
        for (int at = masked.AsSpan().IndexOf(own); at >= 0; at = masked.AsSpan().IndexOf(own))
            masked.AsSpan(at, own.Length).Clear();
        return ByCode.GetValueOrDefault(Keccak256.Hash(masked));
    }
}
