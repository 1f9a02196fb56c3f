using System.Buffers.Binary;
using Cordon.Ethereum;

namespace Cordon.Response.Attestations.Wire;

/// <summary>A guardian's word that a key of a running node speaks for it to other nodes until a time. It can say
/// nothing else: attestations need the guardian's own key.</summary>
/// <param name="Guardian">The guardian's key, which signed this.</param>
/// <param name="Node">The address of the node's own key.</param>
/// <param name="Until">Seconds since 1970.</param>
internal sealed record Session(Address Guardian, Address Node, ulong Until, CompactSignature Signature)
{
    public const int SizeBytes = (2 * Address.SizeBytes) + 8 + CompactSignature.SizeBytes;

    /// <summary>A session may not be longer.</summary>
    public static TimeSpan LengthMax { get; } = TimeSpan.FromDays(7);

    public string Format()
    {
        byte[] bytes = new byte[SizeBytes];
        Guardian.CopyTo(bytes);
        Node.CopyTo(bytes.AsSpan(20));
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(40), Until);
        Signature.ToArray().CopyTo(bytes, 48);
        return Hex.Format(bytes);
    }

    public static Session? TryParse(string? text)
    {
        if (text?.Length != 2 + (2 * SizeBytes) || !Hex.TryParse(text, out byte[] bytes)) return null;
        return CompactSignature.TryRead(bytes.AsSpan(48), out CompactSignature signature)
            ? new Session(
                new Address(bytes.AsSpan(0, 20)), new Address(bytes.AsSpan(20, 20)),
                BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(40)), signature)
            : null;
    }
}
