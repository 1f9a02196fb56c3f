using System.Buffers.Binary;
using Cordon.Ethereum;

namespace Cordon.Detection.AddressPoisoning;

/// <summary>That somebody really paid somebody: the payer as a number, to be compared; the payee whole.</summary>
internal readonly record struct Payment(ulong Payer, Address Payee)
{
    public const int SizeBytes = 8 + Address.SizeBytes;

    /// <summary>What wallets show of the payee.</summary>
    public uint Shown { get; } = ShownOf(Payee);

    /// <summary>A payer's number on a chain: the same in every run, so that it can be saved. Two payers share one with
    /// a chance of 2^-64, and a look-alike of the one's payee would have to be sent to the other.</summary>
    public static ulong NumberOf(ulong chain, in Address payer)
    {
        Span<byte> bytes = stackalloc byte[Address.SizeBytes];
        payer.CopyTo(bytes);
        ulong hash = 14695981039346656037UL ^ chain; // FNV-1a
        foreach (byte one in bytes) hash = (hash ^ one) * 1099511628211UL;
        return hash;
    }

    /// <summary>The first and last two bytes of an address, zero where it begins with zeros: such addresses are bred
    /// for their own sake and look like no one.</summary>
    public static uint ShownOf(in Address address)
    {
        Span<byte> bytes = stackalloc byte[Address.SizeBytes];
        address.CopyTo(bytes);
        uint first = BinaryPrimitives.ReadUInt16BigEndian(bytes);
        return first == 0 ? 0 : (first << 16) | BinaryPrimitives.ReadUInt16BigEndian(bytes[^2..]);
    }

    /// <summary>True for another address that shows the same.</summary>
    public static bool LooksLike(in Address left, in Address right) =>
        left != right && ShownOf(left) is var shown and not 0 && shown == ShownOf(right);
}
