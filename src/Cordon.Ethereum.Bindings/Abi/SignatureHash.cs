using System;
using System.Text;

namespace Cordon.Ethereum.Bindings.Abi;

/// <summary>Keccak-256 of short texts, for selectors and topics at build time.</summary>
/// <remarks>
/// The Keccak team's reference (FIPS 202 permutation, original padding 0x01). Cordon.Ethereum has the fast one; it
/// cannot be loaded into a compiler. A test compares the two.
/// </remarks>
internal static class SignatureHash
{
    private const int RateBytes = 136;

    private static readonly int[] Rotations =
        [1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44];

    private static readonly int[] Lanes =
        [10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1];

    private static readonly ulong[] RoundConstants =
    [
        0x0000000000000001, 0x0000000000008082, 0x800000000000808A, 0x8000000080008000,
        0x000000000000808B, 0x0000000080000001, 0x8000000080008081, 0x8000000000008009,
        0x000000000000008A, 0x0000000000000088, 0x0000000080008009, 0x000000008000000A,
        0x000000008000808B, 0x800000000000008B, 0x8000000000008089, 0x8000000000008003,
        0x8000000000008002, 0x8000000000000080, 0x000000000000800A, 0x800000008000000A,
        0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
    ];

    /// <summary>The 32 bytes of the hash of the text's UTF-8 form.</summary>
    public static byte[] Of(string text)
    {
        byte[] message = Encoding.UTF8.GetBytes(text);
        byte[] padded = new byte[((message.Length / RateBytes) + 1) * RateBytes];
        message.CopyTo(padded, 0);
        padded[message.Length] ^= 0x01;
        padded[padded.Length - 1] ^= 0x80;

        ulong[] state = new ulong[25];
        for (int block = 0; block < padded.Length; block += RateBytes)
        {
            for (int lane = 0; lane < RateBytes / 8; lane++) state[lane] ^= ReadLane(padded, block + (lane * 8));
            Permute(state);
        }

        byte[] hash = new byte[32];
        for (int i = 0; i < hash.Length; i++) hash[i] = (byte)(state[i / 8] >> (8 * (i % 8)));
        return hash;
    }

    private static ulong ReadLane(byte[] bytes, int at)
    {
        ulong lane = 0;
        for (int i = 7; i >= 0; i--) lane = (lane << 8) | bytes[at + i];
        return lane;
    }

    private static void Permute(ulong[] state)
    {
        ulong[] row = new ulong[5];
        foreach (ulong constant in RoundConstants)
        {
            MixColumns(state, row);
            RotateLanes(state);
            for (int y = 0; y < 25; y += 5)
            {
                Array.Copy(state, y, row, 0, 5);
                for (int x = 0; x < 5; x++) state[y + x] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5]);
            }

            state[0] ^= constant;
        }
    }

    private static void MixColumns(ulong[] state, ulong[] parity)
    {
        for (int x = 0; x < 5; x++)
            parity[x] = state[x] ^ state[x + 5] ^ state[x + 10] ^ state[x + 15] ^ state[x + 20];

        for (int x = 0; x < 5; x++)
        {
            ulong mix = parity[(x + 4) % 5] ^ RotateLeft(parity[(x + 1) % 5], 1);
            for (int y = 0; y < 25; y += 5) state[y + x] ^= mix;
        }
    }

    private static void RotateLanes(ulong[] state)
    {
        ulong carried = state[1];
        for (int i = 0; i < Lanes.Length; i++)
        {
            ulong next = state[Lanes[i]];
            state[Lanes[i]] = RotateLeft(carried, Rotations[i]);
            carried = next;
        }
    }

    private static ulong RotateLeft(ulong value, int bits) => (value << bits) | (value >> (64 - bits));
}
