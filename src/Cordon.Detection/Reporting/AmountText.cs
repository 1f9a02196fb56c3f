using System.Globalization;
using System.Numerics;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Detection.Reporting;

/// <summary>Writes an amount for people: in tokens where the decimals are known, else in raw units.</summary>
/// <remarks>Called only for a signal, so it may search the block and allocate.</remarks>
public static class AmountText
{
    private const uint DecimalsSelector = 0x313ce567; // decimals()
    private const int DecimalsMax = 36;
    private const int FractionDigits = 6;

    public static string Of(BlockFacts block, AccountId asset, UInt256 amount) =>
        Of(block, asset, (BigInteger)amount);

    public static string Of(BlockFacts block, AccountId asset, BigInteger amount)
    {
        BlockData data = block.Data;
        if (asset == AccountId.Ether) return Tokens(amount, KnownToken.Native(data.ChainId));
        if (asset.IsNone) return $"{amount} units of an unknown asset";

        Address token = data.Accounts[asset];
        if (KnownToken.TryFind(data.ChainId, token, out KnownToken known)) return Tokens(amount, known);
        return TryDecimals(data, asset, out int decimals)
            ? Tokens(amount, new KnownToken($"of token {token}", decimals))
            : $"{amount} raw units of token {token} (decimals unknown)";
    }

    // A contract that asked the token for its decimals in this block has told us too.
    private static bool TryDecimals(BlockData data, AccountId asset, out int decimals)
    {
        ReadOnlySpan<uint> selectors = data.Calls.Selector.Span;
        for (int call = 0; call < selectors.Length; call++)
        {
            if (selectors[call] != DecimalsSelector || data.Calls.To[call] != asset) continue;
            if (!data.TryWord(data.Calls.Output[call], 0, out UInt256 answer) || answer > DecimalsMax) continue;

            decimals = (int)(BigInteger)answer;
            return true;
        }

        decimals = 0;
        return false;
    }

    private static string Tokens(BigInteger amount, KnownToken token)
    {
        BigInteger unit = BigInteger.Pow(10, token.Decimals);
        BigInteger whole = BigInteger.DivRem(BigInteger.Abs(amount), unit, out BigInteger rest);
        string sign = amount.Sign < 0 ? "-" : "";
        string text = whole.ToString("N0", CultureInfo.InvariantCulture);
        string fraction = token.Decimals == 0
            ? ""
            : rest.ToString(CultureInfo.InvariantCulture).PadLeft(token.Decimals, '0').TrimEnd('0');
        int digits = whole.IsZero ? fraction.Length - fraction.TrimStart('0').Length + FractionDigits : FractionDigits;
        if (fraction.Length > digits) fraction = fraction[..digits].TrimEnd('0');
        return fraction.Length == 0 ? $"{sign}{text} {token.Symbol}" : $"{sign}{text}.{fraction} {token.Symbol}";
    }
}
