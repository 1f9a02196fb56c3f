using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Detection.AbnormalOutflow;

/// <summary>Finds what an account held of a token, where somebody asked the token in the same transaction.</summary>
internal static class Holdings
{
    private const uint BalanceOfSelector = 0x70a08231; // balanceOf(address)

    /// <summary>The largest balance anybody was told; false where nobody asked.</summary>
    /// <remarks>The largest, since it may be asked before and after what left.</remarks>
    public static bool TryFind(BlockFacts block, int tx, AccountId account, AccountId token, out UInt256 held)
    {
        BlockData data = block.Data;
        RowRange rows = data.Transactions.Calls[tx];
        held = default;
        bool isFound = false;
        for (int call = rows.Start; call < rows.End; call++)
        {
            if (data.Calls.Selector[call] != BalanceOfSelector || data.Calls.Self[call] != token) continue;
            if (data.AccountArgument(call, 0) != account) continue;
            if (!data.TryWord(data.Calls.Output[call], 0, out UInt256 answer)) continue;

            if (!isFound || answer > held) held = answer;
            isFound = true;
        }

        return isFound;
    }
}
