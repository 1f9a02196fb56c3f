using Cordon.Ethereum;

namespace Cordon.Cli.Council.Signing;

/// <summary>The joined signatures that <c>execTransaction</c> takes: 65 bytes each, then what contracts' signatures
/// point to.</summary>
internal static class SignatureBlob
{
    /// <summary>One confirmation a signature; those that point outside the bytes keep their 65 alone.</summary>
    public static IReadOnlyList<SafeConfirmation> Split(ReadOnlySpan<byte> blob)
    {
        List<SafeConfirmation> found = [];
        int end = blob.Length;
        for (int at = 0; at + Signature.SizeBytes <= end; at += Signature.SizeBytes)
        {
            byte[] signature = blob.Slice(at, Signature.SizeBytes).ToArray();
            if (signature[^1] == 0 && Tail(blob, signature, at, out int start) is { Length: > 0 } tail)
            {
                signature = [.. signature, .. tail];
                end = Math.Min(end, start);
            }

            found.Add(new SafeConfirmation(null, signature, $"signature {found.Count + 1}"));
        }

        return found;
    }

    /// <summary>A contract's own signature: behind the first 65 bytes, its length first.</summary>
    /// <returns>Null where the bytes hold none.</returns>
    public static byte[]? ContractPart(ReadOnlySpan<byte> signature)
    {
        if (signature.Length < Signature.SizeBytes + UInt256.SizeBytes) return null;
        ReadOnlySpan<byte> tail = signature[Signature.SizeBytes..];
        var length = new UInt256(tail[..UInt256.SizeBytes]);
        return length <= (ulong)(tail.Length - UInt256.SizeBytes)
            ? tail.Slice(UInt256.SizeBytes, (int)(ulong)length).ToArray()
            : null;
    }

    private static ReadOnlySpan<byte> Tail(ReadOnlySpan<byte> blob, byte[] signature, int at, out int start)
    {
        start = 0;
        var offset = new UInt256(signature.AsSpan(UInt256.SizeBytes, UInt256.SizeBytes));
        if (offset < (ulong)(at + Signature.SizeBytes) || offset > (ulong)(blob.Length - UInt256.SizeBytes)) return [];
        start = (int)(ulong)offset;
        var length = new UInt256(blob.Slice(start, UInt256.SizeBytes));
        return length <= (ulong)(blob.Length - start - UInt256.SizeBytes)
            ? blob.Slice(start, UInt256.SizeBytes + (int)(ulong)length)
            : [];
    }
}
