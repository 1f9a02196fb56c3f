using System.Text.Json;

namespace Cordon.Ethereum.Rpc;

/// <summary>One parameter of a JSON-RPC call, already written as JSON.</summary>
/// <remarks>Converts from the types that calls use, so that <c>[number, true]</c> is a parameter list.</remarks>
public readonly struct RpcParam : IEquatable<RpcParam>
{
    private readonly string? _json;

    private RpcParam(string json) => _json = json;

    public static implicit operator RpcParam(string text) => new($"\"{JsonEncodedText.Encode(text)}\"");

    public static implicit operator RpcParam(bool flag) => new(flag ? "true" : "false");

    /// <summary>A hex quantity without leading zeros, as Ethereum's JSON-RPC wants numbers.</summary>
    public static implicit operator RpcParam(ulong quantity) => new($"\"0x{quantity:x}\"");

    public static implicit operator RpcParam(Address address) => new($"\"{address}\"");

    public static implicit operator RpcParam(Hash256 hash) => new($"\"{hash}\"");

    public static bool operator ==(RpcParam left, RpcParam right) => left.Equals(right);

    public static bool operator !=(RpcParam left, RpcParam right) => !left.Equals(right);

    /// <summary>Takes JSON text as it is; the caller vouches that it is one JSON value.</summary>
    public static RpcParam Json(string json) => new(json);

    /// <summary>Bytes as <c>0x</c> and hex digits.</summary>
    public static RpcParam Data(ReadOnlySpan<byte> bytes) => new($"\"0x{Convert.ToHexStringLower(bytes)}\"");

    public bool Equals(RpcParam other) => ToString() == other.ToString();

    public override bool Equals(object? obj) => obj is RpcParam other && Equals(other);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>The JSON text.</summary>
    public override string ToString() => _json ?? "null";
}
