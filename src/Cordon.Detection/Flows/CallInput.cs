using Cordon.Domain.Blocks;
using Cordon.Ethereum;

namespace Cordon.Detection.Flows;

/// <summary>Looks for accounts in what a frame was asked.</summary>
internal static class CallInput
{
    private const int AddressDigits = 2 * Address.SizeBytes;

    /// <summary>True where a frame's input names the account, at whatever offset.</summary>
    public static bool Names(BlockData data, int call, AccountId account)
    {
        Span<byte> address = stackalloc byte[Address.SizeBytes];
        Span<byte> digits = stackalloc byte[AddressDigits];
        data.Accounts[account].CopyTo(address);
        Convert.TryToHexStringLower(address, digits, out _);
        return data.Digits(data.Calls.Input[call]).IndexOf(digits) >= 0;
    }
}
