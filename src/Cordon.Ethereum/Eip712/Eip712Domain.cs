namespace Cordon.Ethereum;

/// <summary>What a signature is bound to, so that it means nothing elsewhere. Absent fields are not hashed.</summary>
public sealed record Eip712Domain
{
    public string? Name { get; init; }

    public string? Version { get; init; }

    public UInt256? ChainId { get; init; }

    public Address? VerifyingContract { get; init; }

    public Hash256? Salt { get; init; }

    /// <summary>The hash of the domain: <c>hashStruct(EIP712Domain)</c> over the fields that are present.</summary>
    public Hash256 Separator()
    {
        var members = new List<AbiParameter>();
        var values = new List<AbiValue>();
        Add("string name", Name is null ? null : Keccak256.HashUtf8(Name));
        Add("string version", Version is null ? null : Keccak256.HashUtf8(Version));
        Add("uint256 chainId", ChainId);
        Add("address verifyingContract", VerifyingContract);
        Add("bytes32 salt", Salt);

        string type = $"EIP712Domain({string.Join(',', members.Select(member => member.Name))})";
        members.Insert(0, new AbiParameter("", AbiType.FixedBytes(32)));
        values.Insert(0, Keccak256.HashUtf8(type));
        return Keccak256.Hash(AbiCodec.Encode(members, new AbiValue(values)));

        void Add(string declaration, AbiValue? value)
        {
            if (value is null) return;
            members.Add(new AbiParameter(declaration, value.IsBytes ? AbiType.FixedBytes(32) : AbiType.UInt256));
            values.Add(value);
        }
    }

    /// <summary>The hash to sign for a struct: <c>keccak(0x19 0x01 ++ separator ++ structHash)</c>.</summary>
    public Hash256 Digest(Hash256 structHash) => Digest(Separator(), structHash);

    /// <summary>The hash to sign, for callers that keep the separator.</summary>
    public static Hash256 Digest(Hash256 separator, Hash256 structHash)
    {
        Span<byte> bytes = stackalloc byte[2 + (2 * Hash256.SizeBytes)];
        bytes[0] = 0x19;
        bytes[1] = 0x01;
        separator.CopyTo(bytes[2..]);
        structHash.CopyTo(bytes[(2 + Hash256.SizeBytes)..]);
        return Keccak256.Hash(bytes);
    }
}
