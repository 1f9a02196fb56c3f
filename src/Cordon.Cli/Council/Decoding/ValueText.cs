using System.Globalization;
using System.Text;
using Cordon.Cli.Terminal;
using Cordon.Ethereum;

namespace Cordon.Cli.Council.Decoding;

/// <summary>Values of the ABI as a person reads them: enums by name, times as dates, addresses with their names.
/// </summary>
/// <param name="nameOf">The name of an address; null for none.</param>
internal sealed class ValueText(Func<Address, string?> nameOf)
{
    private const int BytesShown = 64;
    private const ulong YearTwoThousand = 946_684_800, YearTwentyOneHundred = 4_102_444_800;

    private static readonly string[] TimeEndings = ["At", "Until", "until", "dueBy", "when", "From"];

    /// <param name="name">The parameter's name, which tells times and roles from other numbers.</param>
    public string Of(AbiType type, AbiValue value, SolidityType declared, string name)
    {
        switch (type.Kind)
        {
            case AbiKind.Address: return Of(value.Address);
            case AbiKind.Bool: return value.Flag ? "true" : "false";
            case AbiKind.Int: return value.Signed.ToString(CultureInfo.InvariantCulture);
            case AbiKind.UInt: return Number(type, value.Word, declared, name);
            case AbiKind.FixedBytes when type.SizeBytes == Hash256.SizeBytes: return Word(value.Bytes, name);
            case AbiKind.String: return $"\"{TerminalText.Clean(Encoding.UTF8.GetString(value.Bytes))}\"";
            case AbiKind.Bytes: return Bytes(value.Bytes);
            case AbiKind.Array: return List(type, value, declared, name);
            case AbiKind.Tuple: return Struct(type, value, declared);
            default: return value.IsBytes ? Hex.Format(value.Bytes) : value.Word.ToHex();
        }
    }

    /// <summary>An address with its name where it has one.</summary>
    public string Of(Address address) => nameOf(address) is { } name
        ? $"{address.ToChecksumString()} ({name})"
        : address.ToChecksumString();

    private static string Number(AbiType type, UInt256 number, SolidityType declared, string name)
    {
        if (EnumNames.Find(declared.Name, number) is { } word) return word;
        if (number == UInt256.MaxValue) return "2^256 - 1 (without limit)";
        bool isTime = type.Bits <= 64 && number >= YearTwoThousand && number < YearTwentyOneHundred
            && TimeEndings.Any(ending => name.EndsWith(ending, StringComparison.Ordinal));
        if (!isTime) return number.ToString();
        string date = DateTimeOffset.FromUnixTimeSeconds((long)(ulong)number)
            .ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
        return date;
    }

    private static string Word(ReadOnlySpan<byte> bytes, string name)
    {
        Hash256 word = new(bytes);
        if (name == "target" && new UInt256(bytes) == UInt256.MaxValue) return "EVERYTHING";
        string? role = name.EndsWith("ole", StringComparison.Ordinal) ? EnumNames.FindRole(word) : null;
        return role ?? word.ToString();
    }

    private static string Bytes(ReadOnlySpan<byte> bytes) => bytes.Length <= BytesShown
        ? Hex.Format(bytes)
        : $"{bytes.Length} bytes, keccak {Keccak256.Hash(bytes)}";

    private string List(AbiType type, AbiValue value, SolidityType declared, string name)
    {
        // "enum Outcome[]" lists the same enum; only structs are spelled out by the ABI.
        IEnumerable<string> items = value.Items.Select(item => Of(type.Element!, item, declared, name));
        return $"[{string.Join(", ", items)}]";
    }

    private string Struct(AbiType type, AbiValue value, SolidityType declared)
    {
        IEnumerable<string> members = type.Components.Select((member, i) =>
            $"{Label(member, i)}: {Of(member.Type, value[i], declared.Member(i), member.Name)}");
        return $"({string.Join(", ", members)})";
    }

    /// <summary>A parameter's name, or its position where it has none.</summary>
    public static string Label(AbiParameter parameter, int index) =>
        parameter.Name.Length > 0 ? parameter.Name : index.ToString(CultureInfo.InvariantCulture);
}
