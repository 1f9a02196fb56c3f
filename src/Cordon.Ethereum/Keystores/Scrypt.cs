using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace Cordon.Ethereum;

/// <summary>The key derivation of RFC 7914, which is costly in memory on purpose.</summary>
/// <remarks>
/// Every 64-byte block is kept with its words in the order 0, 5, 10, 15, 4, 9 … so that a round of Salsa20 works on
/// four words at once.
/// </remarks>
public static class Scrypt
{
    private const int VectorsPerBlock = 4;
    private const int BlockBytes = 64;

    /// <summary>Derives a key of the length given.</summary>
    /// <param name="password">The secret.</param>
    /// <param name="salt">Random bytes stored beside the result.</param>
    /// <param name="n">Cost: a power of two above 1; memory is 128 * n * r bytes.</param>
    /// <param name="r">Block size.</param>
    /// <param name="p">Passes over the memory, one after the other.</param>
    /// <param name="length">Length of the key, in bytes.</param>
    /// <param name="memoryBytesMax">Refuses costs beyond this memory: files from outside choose n and r.</param>
    /// <exception cref="FormatException">The costs are no costs, or too high.</exception>
    public static byte[] Derive(
        ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int n, int r, int p, int length, long memoryBytesMax)
    {
        if (n < 2 || !BitOperations.IsPow2(n)) throw new FormatException($"scrypt: n is a power of two, not {n}.");
        if (r < 1 || p < 1 || (long)r * p >= 1 << 30)
            throw new FormatException($"scrypt: r = {r}, p = {p} are no costs.");
        if (128L * n * r > memoryBytesMax || 128L * r * p > memoryBytesMax)
            throw new FormatException($"scrypt: n = {n}, r = {r}, p = {p} need more than {memoryBytesMax} bytes.");

        byte[] blocks = Rfc2898DeriveBytes.Pbkdf2(password, salt, 1, HashAlgorithmName.SHA256, 128 * r * p);
        var memory = new Vector128<uint>[(long)n * r * 2 * VectorsPerBlock];
        for (int i = 0; i < p; i++) Mix(blocks.AsSpan(128 * r * i, 128 * r), n, memory);
        byte[] key = Rfc2898DeriveBytes.Pbkdf2(password, blocks, 1, HashAlgorithmName.SHA256, length);
        CryptographicOperations.ZeroMemory(blocks);
        Array.Clear(memory);
        return key;
    }

    private static void Mix(Span<byte> bytes, int n, Vector128<uint>[] memory)
    {
        var state = new Vector128<uint>[bytes.Length / 16];
        var scratch = new Vector128<uint>[state.Length];
        Load(bytes, state);
        for (int i = 0; i < n; i++)
        {
            state.CopyTo(memory.AsSpan(i * state.Length));
            MixBlocks(ref state, ref scratch);
        }

        for (int i = 0; i < n; i++)
        {
            int pick = (int)(state[^VectorsPerBlock].GetElement(0) & (uint)(n - 1));
            ReadOnlySpan<Vector128<uint>> other = memory.AsSpan(pick * state.Length, state.Length);
            for (int k = 0; k < other.Length; k++) state[k] ^= other[k];
            MixBlocks(ref state, ref scratch);
        }

        Store(state, bytes);
        Array.Clear(state);
        Array.Clear(scratch);
    }

    /// <summary>Mixes every block with the one before it; even ones go to the front half, odd ones behind.</summary>
    private static void MixBlocks(ref Vector128<uint>[] state, ref Vector128<uint>[] scratch)
    {
        int blocks = state.Length / VectorsPerBlock;
        Span<Vector128<uint>> mixed = stackalloc Vector128<uint>[VectorsPerBlock];
        state.AsSpan(^VectorsPerBlock..).CopyTo(mixed);
        for (int i = 0; i < blocks; i++)
        {
            ReadOnlySpan<Vector128<uint>> block = state.AsSpan(i * VectorsPerBlock, VectorsPerBlock);
            for (int k = 0; k < VectorsPerBlock; k++) mixed[k] ^= block[k];
            Salsa(mixed);
            int target = (i / 2) + (i % 2 * (blocks / 2));
            mixed.CopyTo(scratch.AsSpan(target * VectorsPerBlock));
        }

        (state, scratch) = (scratch, state);
    }

    private static void Salsa(Span<Vector128<uint>> block)
    {
        Vector128<uint> a = block[0], b = block[1], c = block[2], d = block[3];
        for (int i = 0; i < 4; i++)
        {
            b ^= RotateLeft(a + d, 7);
            c ^= RotateLeft(b + a, 9);
            d ^= RotateLeft(c + b, 13);
            a ^= RotateLeft(d + c, 18);
            b = Vector128.Shuffle(b, Vector128.Create(3u, 0, 1, 2));
            c = Vector128.Shuffle(c, Vector128.Create(2u, 3, 0, 1));
            d = Vector128.Shuffle(d, Vector128.Create(1u, 2, 3, 0));
            d ^= RotateLeft(a + b, 7);
            c ^= RotateLeft(d + a, 9);
            b ^= RotateLeft(c + d, 13);
            a ^= RotateLeft(b + c, 18);
            b = Vector128.Shuffle(b, Vector128.Create(1u, 2, 3, 0));
            c = Vector128.Shuffle(c, Vector128.Create(2u, 3, 0, 1));
            d = Vector128.Shuffle(d, Vector128.Create(3u, 0, 1, 2));
        }

        block[0] += a;
        block[1] += b;
        block[2] += c;
        block[3] += d;
    }

    private static Vector128<uint> RotateLeft(Vector128<uint> value, int bits) =>
        (value << bits) | (value >>> (32 - bits));

    private static void Load(ReadOnlySpan<byte> bytes, Span<Vector128<uint>> state)
    {
        Span<uint> words = MemoryMarshal.Cast<Vector128<uint>, uint>(state);
        for (int i = 0; i < words.Length; i++)
            words[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[PlaceOf(i)..]);
    }

    private static void Store(ReadOnlySpan<Vector128<uint>> state, Span<byte> bytes)
    {
        ReadOnlySpan<uint> words = MemoryMarshal.Cast<Vector128<uint>, uint>(state);
        for (int i = 0; i < words.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[PlaceOf(i)..], words[i]);
    }

    private static int PlaceOf(int word) => (word / 16 * BlockBytes) + (word % 16 * 5 % 16 * 4);
}
