using Cordon.Detection.Flows;
using Cordon.Domain.Blocks;
using Cordon.Ethereum;

namespace Cordon.Detection.ApprovalDrain;

/// <summary>Finds tokens pulled out of accounts that took no part in a transaction and got nothing for them.</summary>
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
            if (IsUnpaidPull(flows, frame, out pull)) return true;
        }

        call = flows.Calls.End;
        pull = default;
        return false;
    }

    /// <summary>True where a frame's input names the account, at whatever offset.</summary>
    public static bool Names(BlockData data, int call, AccountId account)
    {
        Span<byte> address = stackalloc byte[Address.SizeBytes];
        Span<byte> digits = stackalloc byte[AddressDigits];
        data.Accounts[account].CopyTo(address);
        Convert.TryToHexStringLower(address, digits, out _);
        return data.Digits(data.Calls.Input[call]).IndexOf(digits) >= 0;
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

    private static bool IsUnpaidPull(TransactionFlows flows, int frame, out Pull pull)
    {
        BlockData data = flows.Data;
        CallTable calls = data.Calls;
        pull = default;
        if (calls.Kind[frame] != CallKind.Call || !calls.TookEffect(frame) || !data.HasArguments(frame, 3)) return false;

        AccountId owner = data.AccountArgument(frame, 0);
        UInt256 amount = data.Argument(frame, 2);
        AccountId token = calls.Self[frame];
        if (amount.IsZero || owner == calls.From[frame] || !IsBystander(flows, owner)) return false;
        if (!flows.TryFlow(owner, AssetOf(flows, token), out Flow lost) || !lost.IsLoss) return false;

        int entry = EntryOf(flows, frame);
        AccountId spender = entry == frame ? calls.From[frame] : calls.Self[entry];
        pull = new Pull(frame, entry, token, owner, spender, amount);
        return true;
    }

    /// <summary>The wrapped native coin counts as the coin in the flows.</summary>
    public static AccountId AssetOf(TransactionFlows flows, AccountId token) =>
        token == NativeWrapper.Of(flows.Block) ? AccountId.Ether : token;

    // Ran no code, called nobody, received nothing: the owner had no say in the transaction and no price for it.
    private static bool IsBystander(TransactionFlows flows, AccountId owner)
    {
        if (!flows.TryParty(owner, out int row)) return false;

        Party party = flows.Parties[row];
        return (party.Roles & (Roles.Initiator | Roles.Called | Roles.Caller)) == Roles.None && party.Received == 0;
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
