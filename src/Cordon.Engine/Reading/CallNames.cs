using System.Text;
using Cordon.Domain.Blocks;

namespace Cordon.Engine.Reading;

/// <summary>The names that traces give to kinds of calls.</summary>
internal static class CallNames
{
    /// <summary>callTracer's <c>type</c>, which is the opcode's name.</summary>
    public static CallKind ReadType(ref JsonScanner scanner)
    {
        const string Expected =
            "CALL, STATICCALL, DELEGATECALL, CALLCODE, CREATE, CREATE2 or SELFDESTRUCT";
        int at = scanner.Position;
        scanner.TryText(Expected, out ReadOnlySpan<byte> name);
        return TryOpcode(name, out CallKind kind) ? kind : throw Unknown(scanner, at, Expected);
    }

    /// <summary>Parity's <c>action.callType</c>.</summary>
    public static CallKind ReadCallType(ref JsonScanner scanner)
    {
        const string Expected = "call, staticcall, delegatecall or callcode";
        int at = scanner.Position;
        scanner.TryText(Expected, out ReadOnlySpan<byte> name);
        return TryOpcode(name, out CallKind kind) && kind <= CallKind.CallCode
            ? kind
            : throw Unknown(scanner, at, Expected);
    }

    private static bool TryOpcode(ReadOnlySpan<byte> name, out CallKind kind)
    {
        kind = name.Length switch
        {
            4 => CallKind.Call,
            6 => CallKind.Create,
            7 => CallKind.Create2,
            8 => CallKind.CallCode,
            10 => CallKind.StaticCall,
            12 when (name[0] | 0x20) == 'd' => CallKind.DelegateCall,
            _ => CallKind.SelfDestruct,
        };
        return Ascii.EqualsIgnoreCase(name, Opcode(kind));
    }

    private static ReadOnlySpan<byte> Opcode(CallKind kind) => kind switch
    {
        CallKind.Call => "CALL"u8,
        CallKind.StaticCall => "STATICCALL"u8,
        CallKind.DelegateCall => "DELEGATECALL"u8,
        CallKind.CallCode => "CALLCODE"u8,
        CallKind.Create => "CREATE"u8,
        CallKind.Create2 => "CREATE2"u8,
        _ => "SELFDESTRUCT"u8,
    };

    private static BlockFormatException Unknown(in JsonScanner scanner, int at, string expected) =>
        scanner.Error(at, $"found {scanner.Found(at)}, expected {expected}");
}
