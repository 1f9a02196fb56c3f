namespace Cordon.Ethereum;

/// <summary>Bytes to transactions, refusing everything that encoding could not have produced.</summary>
internal static class TransactionDecoding
{
    public static SignedTransaction Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) throw new RlpException("a transaction has at least one byte.", 0);
        if (bytes[0] >= 0xc0) return DecodeLegacy(bytes);
        if (bytes[0] is < 1 or > 4) throw new RlpException($"0x{bytes[0]:x2} is not a transaction type.", 0);

        try
        {
            return DecodeTyped((TransactionType)bytes[0], bytes[1..]);
        }
        catch (RlpException error)
        {
            throw error.Behind(1); // positions count from the type byte
        }
    }

    private static SignedTransaction DecodeLegacy(ReadOnlySpan<byte> bytes)
    {
        var outer = new RlpReader(bytes);
        RlpReader list = outer.ReadList();
        outer.ExpectEnd();
        var transaction = new Transaction
        {
            Type = TransactionType.Legacy,
            Nonce = list.ReadUInt64(),
            GasPrice = list.ReadUInt256(),
            GasLimit = list.ReadUInt64(),
            To = ReadRecipient(ref list, mayCreate: true),
            Value = list.ReadUInt256(),
            Data = list.ReadBytes().ToArray(),
        };
        int position = list.Position;
        (ulong? chainId, byte recoveryId) = ReadLegacyV(list.ReadUInt256(), position);
        UInt256 r = list.ReadUInt256();
        UInt256 s = list.ReadUInt256();
        list.ExpectEnd();
        return new SignedTransaction(transaction with { ChainId = chainId }, new Signature(r, s, recoveryId));
    }

    private static (ulong? ChainId, byte RecoveryId) ReadLegacyV(UInt256 v, int position)
    {
        if (v == 27 || v == 28) return (null, (byte)((ulong)v - 27));
        if (v < 35) throw new RlpException($"V is 27, 28, or 35 and more (EIP-155), not {v}.", position);

        UInt256 chainId = (v - 35) >> 1;
        return chainId.FitsInUInt64
            ? ((ulong)chainId, (byte)((ulong)(v - 35) & 1))
            : throw new RlpException($"chain id {chainId} does not fit 64 bits.", position);
    }

    private static SignedTransaction DecodeTyped(TransactionType type, ReadOnlySpan<byte> bytes)
    {
        var outer = new RlpReader(bytes);
        RlpReader list = outer.ReadList();
        outer.ExpectEnd();
        bool hasOnePrice = type == TransactionType.AccessList;
        var transaction = new Transaction
        {
            Type = type,
            ChainId = list.ReadUInt64(),
            Nonce = list.ReadUInt64(),
            GasPrice = hasOnePrice ? list.ReadUInt256() : default,
            MaxPriorityFeePerGas = hasOnePrice ? default : list.ReadUInt256(),
            MaxFeePerGas = hasOnePrice ? default : list.ReadUInt256(),
            GasLimit = list.ReadUInt64(),
            To = ReadRecipient(ref list, mayCreate: type < TransactionType.Blob),
            Value = list.ReadUInt256(),
            Data = list.ReadBytes().ToArray(),
            AccessList = ReadAccessList(ref list),
            MaxFeePerBlobGas = type == TransactionType.Blob ? list.ReadUInt256() : default,
            BlobVersionedHashes = type == TransactionType.Blob ? ReadHashes(ref list) : [],
            Authorizations = type == TransactionType.SetCode ? ReadAuthorizations(ref list) : [],
        };
        int position = list.Position;
        ulong parity = list.ReadUInt64();
        if (parity > 1) throw new RlpException($"the y parity is 0 or 1, not {parity}.", position);

        UInt256 r = list.ReadUInt256();
        UInt256 s = list.ReadUInt256();
        list.ExpectEnd();
        return new SignedTransaction(transaction, new Signature(r, s, (byte)parity));
    }

    private static Address? ReadRecipient(ref RlpReader list, bool mayCreate)
    {
        int position = list.Position;
        ReadOnlySpan<byte> bytes = list.ReadBytes();
        if (bytes.IsEmpty && mayCreate) return null;
        return bytes.Length == Address.SizeBytes
            ? new Address(bytes)
            : throw new RlpException($"a recipient has 20 bytes, not {bytes.Length}.", position);
    }

    private static List<AccessListEntry> ReadAccessList(ref RlpReader list)
    {
        var entries = new List<AccessListEntry>();
        RlpReader items = list.ReadList();
        while (!items.IsAtEnd)
        {
            RlpReader pair = items.ReadList();
            Address address = pair.ReadAddress();
            entries.Add(new AccessListEntry(address, ReadHashes(ref pair)));
            pair.ExpectEnd();
        }

        return entries;
    }

    private static List<Hash256> ReadHashes(ref RlpReader list)
    {
        var hashes = new List<Hash256>();
        RlpReader items = list.ReadList();
        while (!items.IsAtEnd) hashes.Add(items.ReadHash());
        return hashes;
    }

    private static List<Authorization> ReadAuthorizations(ref RlpReader list)
    {
        var authorizations = new List<Authorization>();
        RlpReader items = list.ReadList();
        while (!items.IsAtEnd) authorizations.Add(Authorization.Read(ref items));
        return authorizations;
    }
}
