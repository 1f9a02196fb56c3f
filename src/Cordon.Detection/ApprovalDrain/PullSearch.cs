using Cordon.Detection.Flows;
using Cordon.Domain.Blocks;
using Cordon.Ethereum;

namespace Cordon.Detection.ApprovalDrain;

/// <summary>Finds tokens pulled out of accounts that took no part in a transaction, and what they got.</summary>
internal static class PullSearch
{
    private const uint TransferFromSelector = 0x23b872dd; // transferFrom(address,address,uint256)
    private const int AddressDigits = 2 * Address.SizeBytes;

    /// <summary>The next such pull from a frame on; false after the last.</summary>
    public static bool TryNext(TransactionFlows flows, ref int call, out Pull pull)
    {
        CallTable calls = flows.Data.Calls;
        while (call < flows.Calls.End)
        {
            int found = calls.Selector.Slice(call, flows.Calls.End).IndexOf(TransferFromSelector);
            if (found < 0) break;

            int frame = call + found;
            call = frame + 1;
            if (IsPull(flows, frame, out pull)) return true;
        }

        call = flows.Calls.End;
        pull = default;
        return false;
    }

    /// <summary>True where a frame's input carries a whole transferFrom call for the owner.</summary>
    public static bool CarriesTransferFrom(BlockData data, int call, AccountId owner)
    {
        ReadOnlySpan<byte> prefix = "23b872dd000000000000000000000000"u8;
        Span<byte> payload = stackalloc byte[prefix.Length + AddressDigits];
        Span<byte> address = stackalloc byte[Address.SizeBytes];
        prefix.CopyTo(payload);
        data.Accounts[owner].CopyTo(address);
        Convert.TryToHexStringLower(address, payload[prefix.Length..], out _);
        return data.Digits(data.Calls.Input[call]).IndexOf(payload) >= 0;
    }

    private static bool IsPull(TransactionFlows flows, int frame, out Pull pull)
    {
        BlockData data = flows.Data;
        CallTable calls = data.Calls;
        pull = default;
        if (calls.Kind[frame] != CallKind.Call || !calls.TookEffect(frame)) return false;
        if (!data.HasArguments(frame, 3)) return false;

        AccountId owner = data.AccountArgument(frame, 0);
        UInt256 amount = data.Argument(frame, 2);
        AccountId token = calls.Self[frame];
        if (amount.IsZero || owner == calls.From[frame] || !IsBystander(flows, owner)) return false;
        if (IsGivenAnItem(flows, owner)) return false;
        if (!flows.TryFlow(owner, AssetOf(flows, token), out Flow lost) || !lost.IsLoss) return false;

        int entry = EntryOf(flows, frame);
        AccountId spender = entry == frame ? calls.From[frame] : calls.Self[entry];
        Flow price = PriceOf(flows, owner);
        pull = new Pull(frame, entry, token, owner, spender, amount, price.Asset, price.Net);
        return true;
    }

    /// <summary>The wrapped native coin counts as the coin in the flows.</summary>
    public static AccountId AssetOf(TransactionFlows flows, AccountId token) =>
        token == flows.Wrapper ? AccountId.Ether : token;

    // Ran no code and called nobody: the owner had no say in the transaction.
    private static bool IsBystander(TransactionFlows flows, AccountId owner)
    {
        const Roles active = Roles.Initiator | Roles.Called | Roles.Caller;
        return flows.TryParty(owner, out int row) && (flows.Parties[row].Roles & active) == Roles.None;
    }

    private static Flow PriceOf(TransactionFlows flows, AccountId owner)
    {
        flows.TryParty(owner, out int party);
        for (int row = flows.Parties[party].FirstFlow; row >= 0; row = flows.Flows[row].Next)
        {
            if (!flows.Flows[row].In.IsZero) return flows.Flows[row];
        }

        return new Flow { Asset = AccountId.None };
    }

    // Items move without an answer that tells them from coins; where there are no logs, the call itself is the sign.
    private static bool IsGivenAnItem(TransactionFlows flows, AccountId owner)
    {
        CallTable calls = flows.Data.Calls;
        for (int call = flows.Calls.Start; call < flows.Calls.End; call++)
        {
            // transferFrom, both safeTransferFrom of ERC-721, safeTransferFrom and its batch of ERC-1155
            if (calls.Selector[call] is TransferFromSelector or 0x42842e0e or 0xb88d4fde or 0xf242432a or 0x2eb2c2d6
                && calls.TookEffect(call) && flows.Data.AccountArgument(call, 1) == owner) return true;
        }

        return false;
    }

    // From the outermost frame down: the first step from the sender's side to a contract that is not on it.
    private static int EntryOf(TransactionFlows flows, int frame)
    {
        CallTable calls = flows.Data.Calls;
        int entry = flows.Calls.Start;
        for (int step = frame; calls.Parent[step] >= 0; step = calls.Parent[step])
        {
            if (flows.IsInitiator(calls.From[step]) && !flows.IsInitiator(calls.Self[step])) entry = step;
        }

        return entry == frame ? flows.Calls.Start : entry;
    }
}
