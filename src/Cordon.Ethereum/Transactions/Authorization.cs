namespace Cordon.Ethereum;

/// <summary>An account's consent to run the code of another address (EIP-7702).</summary>
/// <param name="ChainId">The chain it holds on; zero for every chain.</param>
/// <param name="Address">Whose code the signer's account will run; zero ends a delegation.</param>
/// <param name="Nonce">The signer's nonce when it takes effect.</param>
/// <param name="Signature">Over <see cref="SigningHash"/>.</param>
public sealed record Authorization(UInt256 ChainId, Address Address, ulong Nonce, Signature Signature)
{
    private const byte Magic = 0x05;

    /// <summary>Signs a delegation with the key of the account that delegates.</summary>
    public static Authorization Sign(PrivateKey key, UInt256 chainId, Address address, ulong nonce) =>
        new(chainId, address, nonce, key.Sign(SigningHash(chainId, address, nonce)));

    /// <summary><c>keccak(0x05 ++ rlp([chainId, address, nonce]))</c>.</summary>
    public static Hash256 SigningHash(UInt256 chainId, Address address, ulong nonce)
    {
        var writer = new RlpWriter(64);
        writer.WriteRaw([Magic]);
        int list = writer.BeginList();
        writer.Write(chainId);
        writer.Write(address);
        writer.Write(nonce);
        writer.EndList(list);
        return Keccak256.Hash(writer.Written);
    }

    /// <summary>The account that delegates.</summary>
    /// <returns>False when the signature is high or nobody's; the chain then skips the authorization.</returns>
    public bool TryRecoverAuthority(out Address authority)
    {
        authority = default;
        if (Signature.RecoveryId > 1 || !Signature.HasLowS) return false;
        if (!Signature.TryRecover(SigningHash(ChainId, Address, Nonce), out PublicKey? key)) return false;

        authority = key!.Address;
        return true;
    }

    internal void Write(RlpWriter writer)
    {
        int list = writer.BeginList();
        writer.Write(ChainId);
        writer.Write(Address);
        writer.Write(Nonce);
        writer.Write((ulong)Signature.RecoveryId);
        writer.Write(Signature.R);
        writer.Write(Signature.S);
        writer.EndList(list);
    }

    internal static Authorization Read(ref RlpReader reader)
    {
        RlpReader list = reader.ReadList();
        UInt256 chainId = list.ReadUInt256();
        Address address = list.ReadAddress();
        ulong nonce = list.ReadUInt64();
        int position = list.Position;
        ulong parity = list.ReadUInt64();
        if (parity > byte.MaxValue) throw new RlpException("the y parity of an authorization is one byte.", position);

        UInt256 r = list.ReadUInt256();
        UInt256 s = list.ReadUInt256();
        list.ExpectEnd();
        return new Authorization(chainId, address, nonce, new Signature(r, s, (byte)parity));
    }
}
