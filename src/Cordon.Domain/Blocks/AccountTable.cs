using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cordon.Domain.Memory;
using Cordon.Ethereum;

namespace Cordon.Domain.Blocks;

/// <summary>The addresses seen in one block, numbered in order of appearance.</summary>
/// <remarks>Open addressing with linear probing; expected O(1). Reused from block to block.</remarks>
public sealed class AccountTable
{
    private const int FirstBuckets = 1024;

    /// <summary>The address by which tools write the native coin as if it were a token.</summary>
    public static readonly Address EtherAddress = Address.Parse("0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee");

    private readonly Column<Address> _addresses = new();
    private int[] _buckets = new int[FirstBuckets]; // index + 1; 0 is empty

    public AccountTable() => Clear();

    public int Count => _addresses.Count;

    public Address this[AccountId id] => _addresses[id.Index];

    /// <summary>Returns the number of an address, giving it the next one if it is new.</summary>
    public AccountId Intern(in Address address)
    {
        int[] buckets = _buckets;
        int mask = buckets.Length - 1;
        int slot = HashOf(address) & mask;
        while (buckets[slot] is var entry && entry != 0)
        {
            if (_addresses[entry - 1] == address) return new AccountId(entry - 1);
            slot = (slot + 1) & mask;
        }

        buckets[slot] = _addresses.Count + 1;
        _addresses.Add(address);
        if (_addresses.Count * 2 > buckets.Length) Rehash(buckets.Length * 2);
        return new AccountId(_addresses.Count - 1);
    }

    /// <summary>Finds an address without adding it.</summary>
    public bool TryFind(in Address address, out AccountId id)
    {
        int mask = _buckets.Length - 1;
        int slot = HashOf(address) & mask;
        while (_buckets[slot] is var entry && entry != 0)
        {
            id = new AccountId(entry - 1);
            if (_addresses[entry - 1] == address) return true;
            slot = (slot + 1) & mask;
        }

        id = AccountId.None;
        return false;
    }

    public void Clear()
    {
        _addresses.Clear();
        Array.Clear(_buckets);
        Intern(EtherAddress);
        Intern(Address.Zero);
    }

    private void Rehash(int size)
    {
        _buckets = new int[size];
        for (int i = 0; i < _addresses.Count; i++)
        {
            int slot = HashOf(_addresses[i]) & (size - 1);
            while (_buckets[slot] != 0) slot = (slot + 1) & (size - 1);
            _buckets[slot] = i + 1;
        }
    }

    // The whole address is mixed: vanity addresses share long runs of zeros at either end.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int HashOf(in Address address)
    {
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<Address, ulong>(new ReadOnlySpan<Address>(in address));
        ulong mixed = (words[0] * 0x9E3779B97F4A7C15UL) ^ (words[1] * 0xC2B2AE3D27D4EB4FUL)
            ^ ((uint)words[2] * 0x165667B19E3779F9UL); // the upper half of the last word is padding of any content
        return (int)((mixed ^ (mixed >> 29)) * 0xBF58476D1CE4E5B9UL >> 33);
    }
}
