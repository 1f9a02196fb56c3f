using System.Text;
using Cordon.Ethereum;

namespace Cordon.Response.Attestations.Wire;

/// <summary>The digests that authenticate messages between nodes (EIP-712), bound to one registry.</summary>
internal sealed class WireDomain
{
    private const string Name = "Cordon Exchange";

    private static readonly Hash256 SessionType = Keccak256.HashUtf8("Session(address node,uint64 until)");

    private static readonly Hash256 MessageType = Keccak256.HashUtf8(
        "Message(address to,uint64 time,string method,string path,bytes body)");

    private readonly RegistryScope _scope;
    private readonly Hash256 _separator;

    public WireDomain(RegistryScope scope)
    {
        _scope = scope;
        _separator = scope.Domain(Name).Separator();
    }

    /// <summary>What a guardian's key signs to let a node's key speak for it.</summary>
    public Hash256 SessionDigest(Address node, ulong until)
    {
        Span<byte> words = stackalloc byte[3 * 32];
        SessionType.CopyTo(words);
        new Hash256(node.ToUInt256()).CopyTo(words[32..]);
        new Hash256((UInt256)until).CopyTo(words[64..]);
        return Eip712Domain.Digest(_separator, Keccak256.Hash(words));
    }

    /// <summary>The same as typed data.</summary>
    public string SessionTypedData(Address node, ulong until) => new StringBuilder()
        .Append("""{"types":{"Session":[{"name":"node","type":"address"},{"name":"until","type":"uint64"}]},""")
        .Append("\"primaryType\":\"Session\",").Append(_scope.DomainJson(Name))
        .Append($"\"message\":{{\"node\":\"{node}\",\"until\":{until}}}}}")
        .ToString();

    /// <summary>What a node's key signs for each message.</summary>
    /// <param name="to">The recipient's guardian key: the message is worthless elsewhere.</param>
    /// <param name="timeMs">Milliseconds since 1970.</param>
    /// <param name="method">Upper case.</param>
    public Hash256 MessageDigest(
        Address to, ulong timeMs, string method, string path, ReadOnlySpan<byte> body)
    {
        Span<byte> words = stackalloc byte[6 * 32];
        MessageType.CopyTo(words);
        new Hash256(to.ToUInt256()).CopyTo(words[32..]);
        new Hash256((UInt256)timeMs).CopyTo(words[64..]);
        Keccak256.HashUtf8(method).CopyTo(words[96..]);
        Keccak256.HashUtf8(path).CopyTo(words[128..]);
        Keccak256.Hash(body).CopyTo(words[160..]);
        return Eip712Domain.Digest(_separator, Keccak256.Hash(words));
    }
}
