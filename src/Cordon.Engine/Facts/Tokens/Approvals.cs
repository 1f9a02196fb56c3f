using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>Rights to move tokens, as the tokens' events state them.</summary>
/// <remarks>Some tokens repeat the event when an allowance is used up; that grants nothing and is left out.</remarks>
internal sealed class Approvals : FactFamily
{
    private static readonly uint TransferFrom = Selector("transferFrom(address,address,uint256)");
    private static readonly uint BurnFrom = Selector("burnFrom(address,uint256)");

    private static readonly uint PermitByValue =
        Selector("permit(address,address,uint256,uint256,uint8,bytes32,bytes32)");

    private static readonly uint PermitByFlag =
        Selector("permit(address,address,uint256,uint256,bool,uint8,bytes32,bytes32)");

    public override void Register(SignatureTable calls, SignatureTable logs)
    {
        logs.Mean("Approval(address,address,uint256)", OnApproval);
        logs.Mean("ApprovalForAll(address,address,bool)", OnForAll);
        logs.Mean("Approval(address,address,address,uint160,uint48)", OnPermit2);
        logs.Mean("Permit(address,address,address,uint160,uint48,uint48)", OnPermit2);
    }

    public static void Add(
        Extraction x, ApprovalKind kind, int call, int log, AccountId token, AccountId owner, AccountId spender,
        in UInt256 amount)
    {
        if (token.IsNone || owner.IsNone || spender.IsNone) return;

        x.Facts.Approvals.Add() = new Approval
        {
            Tx = x.Tx,
            Call = call,
            Log = log,
            Kind = kind,
            Token = token,
            Owner = owner,
            Spender = spender,
            Amount = amount,
        };
    }

    private static void OnApproval(Extraction x, int log)
    {
        BlockData data = x.Data;
        int call = x.FrameOfLog(log);
        uint selector = call >= 0 ? x.Calls.Selector[call] : 0;
        AccountId token = data.Logs.Address[log], owner = data.TopicAccount(log, 1);
        if (data.Logs.TopicCount[log] == 4)
        {
            // A transfer of a collectible clears its approval: no grant.
            AccountId approved = data.TopicAccount(log, 2);
            if (approved == AccountId.Zero) return;
            Add(x, ApprovalKind.Erc721, call, log, token, owner, approved, data.Topic(log, 3));
            return;
        }

        if (data.Logs.TopicCount[log] != 3 || selector == TransferFrom || selector == BurnFrom) return;
        if (!data.TryWord(data.Logs.Data[log], 0, out UInt256 amount)) return;

        ApprovalKind kind = selector == PermitByValue || selector == PermitByFlag
            ? ApprovalKind.Permit
            : ApprovalKind.Erc20;
        Add(x, kind, call, log, token, owner, data.TopicAccount(log, 2), amount);
    }

    private static void OnForAll(Extraction x, int log)
    {
        BlockData data = x.Data;
        if (data.Logs.TopicCount[log] != 3) return;

        UInt256 isGranted = data.DataWord(log, 0).IsZero ? default : UInt256.One;
        Add(x, ApprovalKind.ForAll, x.FrameOfLog(log), log, data.Logs.Address[log],
            data.TopicAccount(log, 1), data.TopicAccount(log, 2), isGranted);
    }

    private static void OnPermit2(Extraction x, int log)
    {
        BlockData data = x.Data;
        if (data.Logs.TopicCount[log] != 4 || !data.TryWord(data.Logs.Data[log], 0, out UInt256 amount)) return;

        Add(x, ApprovalKind.Permit2, x.FrameOfLog(log), log, data.TopicAccount(log, 2),
            data.TopicAccount(log, 1), data.TopicAccount(log, 3), amount);
    }

    private static uint Selector(string signature) => (uint)SignatureTable.KeyOf(signature, isOfCalls: true);
}
