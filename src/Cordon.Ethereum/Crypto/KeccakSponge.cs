using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cordon.Ethereum;

/// <summary>
/// Keccak-256 in pieces: absorb as often as needed, then finish once. A mutable value of 208 bytes; copying it forks
/// the computation, so a common prefix needs to be absorbed only once.
/// </summary>
public struct KeccakSponge
{
    private const int RateBytes = 136; // 1600 bits of state less twice the 256 bits of output
    private const int Lanes = 25;

    private State _state;
    private int _filled; // bytes absorbed into the current block

    public void Absorb(ReadOnlySpan<byte> data)
    {
        Span<ulong> lanes = _state;
        while (!data.IsEmpty)
        {
            if (_filled == 0 && data.Length >= RateBytes)
            {
                ReadOnlySpan<ulong> block = MemoryMarshal.Cast<byte, ulong>(data[..RateBytes]);
                for (int i = 0; i < block.Length; i++) lanes[i] ^= LittleEndian(block[i]);
                KeccakPermutation.Apply(lanes);
                data = data[RateBytes..];
                continue;
            }

            int take = Math.Min(RateBytes - _filled, data.Length);
            XorBytes(lanes, _filled, data[..take]);
            _filled += take;
            data = data[take..];
            if (_filled == RateBytes)
            {
                KeccakPermutation.Apply(lanes);
                _filled = 0;
            }
        }
    }

    /// <summary>Pads and returns the hash. The sponge is spent: make a new one for the next message.</summary>
    public Hash256 Finish()
    {
        Span<byte> hash = stackalloc byte[Hash256.SizeBytes];
        Finish(hash);
        return new Hash256(hash);
    }

    /// <summary>Pads and writes the 32 bytes of the hash.</summary>
    public void Finish(Span<byte> destination)
    {
        Span<ulong> lanes = _state;
        lanes[_filled / 8] ^= 1UL << (_filled % 8 * 8);
        lanes[(RateBytes / 8) - 1] ^= 1UL << 63;
        KeccakPermutation.Apply(lanes);
        for (int i = 0; i < Hash256.SizeBytes / 8; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(destination[(i * 8)..], lanes[i]);
    }

    private static void XorBytes(Span<ulong> lanes, int offset, ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            if (offset % 8 == 0 && data.Length >= 8)
            {
                lanes[offset / 8] ^= BinaryPrimitives.ReadUInt64LittleEndian(data);
                offset += 8;
                data = data[8..];
                continue;
            }

            lanes[offset / 8] ^= (ulong)data[0] << (offset % 8 * 8);
            offset++;
            data = data[1..];
        }
    }

    private static ulong LittleEndian(ulong lane) =>
        BitConverter.IsLittleEndian ? lane : BinaryPrimitives.ReverseEndianness(lane);

    [InlineArray(Lanes)]
    private struct State
    {
        private ulong _lane;
    }
}
