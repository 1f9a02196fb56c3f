using System.Buffers;
using System.Globalization;
using System.Text;

namespace Cordon.Ethereum.Rpc;

/// <summary>Reads the hex values of Ethereum's JSON-RPC strictly; every fault names the field.</summary>
public static class RpcValue
{
    private const int ExcerptChars = 80;

    /// <summary>A quantity such as <c>"0x1a"</c> that fits 64 bits.</summary>
    /// <exception cref="FormatException">It is not; the message holds <paramref name="field"/>.</exception>
    public static ulong Quantity(ReadOnlySpan<byte> json, string field) =>
        json is [(byte)'"', (byte)'0', (byte)'x', .. { Length: > 0 and <= 16 } digits, (byte)'"']
        && ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong value)
            ? value
            : throw Fault(json, field, "a hex quantity of at most 64 bits");

    /// <summary>A quantity that fits 256 bits.</summary>
    /// <exception cref="FormatException">It is not; the message holds <paramref name="field"/>.</exception>
    public static UInt256 BigQuantity(ReadOnlySpan<byte> json, string field)
    {
        if (json is not [(byte)'"', (byte)'0', (byte)'x', .. { Length: > 0 and <= 64 } digits, (byte)'"'])
            throw Fault(json, field, "a hex quantity of at most 256 bits");

        Span<byte> padded = stackalloc byte[64];
        padded.Fill((byte)'0');
        digits.CopyTo(padded[(64 - digits.Length)..]);
        Span<byte> bytes = stackalloc byte[UInt256.SizeBytes];
        return Convert.FromHexString(padded, bytes, out _, out _) == OperationStatus.Done
            ? new UInt256(bytes)
            : throw Fault(json, field, "a hex quantity of at most 256 bits");
    }

    /// <summary>A hash of 32 bytes.</summary>
    /// <exception cref="FormatException">It is not; the message holds <paramref name="field"/>.</exception>
    public static Hash256 Hash(ReadOnlySpan<byte> json, string field)
    {
        Span<byte> bytes = stackalloc byte[Hash256.SizeBytes];
        return json is [(byte)'"', (byte)'0', (byte)'x', .. { Length: 2 * Hash256.SizeBytes } digits, (byte)'"']
            && Convert.FromHexString(digits, bytes, out _, out _) == OperationStatus.Done
                ? new Hash256(bytes)
                : throw Fault(json, field, "a hash of 32 bytes in hex");
    }

    /// <summary>An address of 20 bytes.</summary>
    /// <exception cref="FormatException">It is not; the message holds <paramref name="field"/>.</exception>
    public static Address Address(ReadOnlySpan<byte> json, string field) =>
        json is [(byte)'"', .. { } text, (byte)'"'] && Ethereum.Address.TryParse(text, out Address address)
            ? address
            : throw Fault(json, field, "an address of 20 bytes in hex");

    /// <summary>Bytes of any length.</summary>
    /// <exception cref="FormatException">They are not; the message holds <paramref name="field"/>.</exception>
    public static byte[] Data(ReadOnlySpan<byte> json, string field)
    {
        if (json is not [(byte)'"', (byte)'0', (byte)'x', .. { } digits, (byte)'"'])
            throw Fault(json, field, "hex data");

        byte[] bytes = new byte[digits.Length / 2];
        OperationStatus status = Convert.FromHexString(digits, bytes, out int read, out _);
        return status == OperationStatus.Done && read == digits.Length
            ? bytes
            : throw Fault(json, field, "hex data with an even number of digits");
    }

    private static FormatException Fault(ReadOnlySpan<byte> json, string field, string expected)
    {
        string found = Encoding.UTF8.GetString(json[..Math.Min(json.Length, ExcerptChars)]);
        return new FormatException($"{field}: expected {expected}, found {found}");
    }
}
