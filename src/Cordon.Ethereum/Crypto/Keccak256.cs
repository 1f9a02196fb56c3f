namespace Cordon.Ethereum;

/// <summary>Keccak-256 as Ethereum uses it (the padding of the competition, not of SHA-3). Allocates nothing.</summary>
public static class Keccak256
{
    /// <summary>The hash of no bytes, which is the code hash of an account without code.</summary>
    public static Hash256 OfNothing { get; } = Hash([]);

    public static Hash256 Hash(ReadOnlySpan<byte> data)
    {
        var sponge = new KeccakSponge();
        sponge.Absorb(data);
        return sponge.Finish();
    }

    /// <summary>The hash of a text's UTF-8 bytes.</summary>
    public static Hash256 HashUtf8(string text) => Hash(System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Writes the 32 bytes of the hash.</summary>
    public static void Hash(ReadOnlySpan<byte> data, Span<byte> destination)
    {
        var sponge = new KeccakSponge();
        sponge.Absorb(data);
        sponge.Finish(destination);
    }
}
