using Cordon.Ethereum.Rpc;

namespace Cordon.Node.Actions;

/// <summary>Reads what a call reverted with.</summary>
internal static class RevertData
{
    /// <summary>The bytes; none where the node does not tell. Nodes give them as text, or as an object that holds it.
    /// </summary>
    public static byte[] Of(RpcErrorException revert)
    {
        string? json = revert.ErrorData;
        int start = json?.IndexOf("0x", StringComparison.Ordinal) ?? -1;
        if (start < 0) return [];
        ReadOnlySpan<char> digits = json.AsSpan(start + 2);
        int length = 0;
        while (length < digits.Length && char.IsAsciiHexDigit(digits[length])) length++;
        return Convert.FromHexString(digits[..(length & ~1)]);
    }
}
