using System.Buffers.Binary;
using Cordon.Detection.Memory;
using Cordon.Ethereum;

namespace Cordon.Detection.AddressPoisoning;

/// <summary>That somebody really paid somebody, saved in twelve bytes.</summary>
/// <param name="Payer">The payer's number.</param>
/// <param name="Shown">What wallets show of the payee.</param>
/// <param name="Payee">The payee's number: a look-alike has another.</param>
/// <param name="Page">The number of the block's page among those remembered; not saved.</param>
internal readonly record struct Payment(uint Payer, uint Shown, uint Payee, uint Page = 0) : ILogged
{
    public const int SizeBytes = 12;

    /// <summary>Of whom paid and of what is shown: what a look-alike is looked for by.</summary>
    public uint LogHash => ((Payer * 0x9e3779b1) ^ Shown) * 0x85ebca6b >> 7;

    public static Payment Of(ulong chain, in Address payer, in Address payee) =>
        new(NumberOf(chain, payer), ShownOf(payee), NumberOf(chain, payee));

    /// <summary>An account's number on a chain: the same in every run, so that it can be saved. Two accounts share one
    /// with a chance of 2^-32, and then the look-alike would have to be of the other's payee.</summary>
    public static uint NumberOf(ulong chain, in Address account)
    {
        Span<byte> bytes = stackalloc byte[Address.SizeBytes];
        account.CopyTo(bytes);
        ulong hash = 14695981039346656037UL ^ chain; // FNV-1a, folded
        foreach (byte one in bytes) hash = (hash ^ one) * 1099511628211UL;
        return (uint)(hash ^ (hash >> 32));
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
