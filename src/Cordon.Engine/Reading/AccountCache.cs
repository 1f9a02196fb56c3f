using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Cordon.Domain.Blocks;

namespace Cordon.Engine.Reading;

/// <summary>
/// Remembers which account some hex digits were the last time, without decoding or checking them again.
/// </summary>
/// <remarks>One place a hash: a block repeats few addresses very often. Forgets everything with each block.</remarks>
internal sealed class AccountCache
{
    private const int Places = 1024;

    private readonly Entry[] _entries = new Entry[Places];
    private uint _block;

    public void Clear()
    {
        if (++_block != 0) return;
        Array.Clear(_entries); // the count of blocks has come round
        _block = 1;
    }

    /// <summary>The place of 40 digits, and whether it holds them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryFind(ref readonly byte digits, out int place, out AccountId account)
    {
        Vector256<byte> head = Vector256.LoadUnsafe(in digits);
        ulong tail = Unsafe.ReadUnaligned<ulong>(in Unsafe.Add(ref Unsafe.AsRef(in digits), Vector256<byte>.Count));

        // Vanity addresses begin or end with the same digits: both ends and the middle count.
        Vector256<ulong> words = head.AsUInt64();
        ulong mixed = tail ^ BitOperations.RotateLeft(words[0], 17) ^ BitOperations.RotateLeft(words[2], 41);
        mixed *= 0x9E3779B97F4A7C15;
        place = (int)(mixed >> 54);
        ref readonly Entry entry = ref _entries[place];
        account = entry.Account;
        return entry.Head == head && entry.Tail == tail && entry.Block == _block;
    }

    public void Put(int place, ref readonly byte digits, AccountId account) => _entries[place] = new Entry
    {
        Head = Vector256.LoadUnsafe(in digits),
        Tail = Unsafe.ReadUnaligned<ulong>(in Unsafe.Add(ref Unsafe.AsRef(in digits), Vector256<byte>.Count)),
        Account = account,
        Block = _block,
    };

    [StructLayout(LayoutKind.Auto)]
    private struct Entry
    {
        public Vector256<byte> Head;
        public ulong Tail;
        public AccountId Account;
        public uint Block;
    }
}
