using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>Rights to move tokens, as the calls ask for them, where logs are not known.</summary>
internal sealed class ApprovalCalls : FactFamily
{
    public override void Register(SignatureTable calls, SignatureTable logs)
    {
        calls.Mean("approve(address,uint256)", OnApprove);
        calls.Mean("increaseAllowance(address,uint256)", OnApprove);
        calls.Mean("increaseApproval(address,uint256)", OnApprove);
        calls.Mean("setApprovalForAll(address,bool)", OnForAll);
        calls.Mean("permit(address,address,uint256,uint256,uint8,bytes32,bytes32)", OnPermit);
        calls.Mean("permit(address,address,uint256,uint256,bool,uint8,bytes32,bytes32)", OnPermitByFlag);
        calls.Mean("approve(address,address,uint160,uint48)", OnPermit2);
        calls.Mean("permit(address,((address,uint160,uint48,uint48),address,uint256),bytes)", OnPermit2Signed);
    }

    private static void OnApprove(Extraction x, int call)
    {
        if (!IsStep(x, call, arguments: 2)) return;

        AccountMarks marks = x.Marks.Get(x.Calls.Self[call].Index);
        bool isCollection = (marks & (AccountMarks.Collection | AccountMarks.Fungible)) == AccountMarks.Collection;
        Approvals.Add(x, isCollection ? ApprovalKind.Erc721 : ApprovalKind.Erc20, call, -1, x.Calls.Self[call],
            x.Calls.From[call], x.Data.AccountArgument(call, 0), x.Data.Argument(call, 1));
    }

    private static void OnForAll(Extraction x, int call)
    {
        if (!IsStep(x, call, arguments: 2)) return;

        UInt256 isGranted = x.Data.Argument(call, 1).IsZero ? default : UInt256.One;
        Approvals.Add(x, ApprovalKind.ForAll, call, -1, x.Calls.Self[call],
            x.Calls.From[call], x.Data.AccountArgument(call, 0), isGranted);
    }

    private static void OnPermit(Extraction x, int call)
    {
        if (!IsStep(x, call, arguments: 7)) return;

        Approvals.Add(x, ApprovalKind.Permit, call, -1, x.Calls.Self[call],
            x.Data.AccountArgument(call, 0), x.Data.AccountArgument(call, 1), x.Data.Argument(call, 2));
    }

    private static void OnPermitByFlag(Extraction x, int call)
    {
        if (!IsStep(x, call, arguments: 8)) return;

        UInt256 amount = x.Data.Argument(call, 4).IsZero ? default : UInt256.MaxValue;
        Approvals.Add(x, ApprovalKind.Permit, call, -1, x.Calls.Self[call],
            x.Data.AccountArgument(call, 0), x.Data.AccountArgument(call, 1), amount);
    }

    private static void OnPermit2(Extraction x, int call)
    {
        if (!IsStep(x, call, arguments: 4)) return;

        Approvals.Add(x, ApprovalKind.Permit2, call, -1, x.Data.AccountArgument(call, 0),
            x.Calls.From[call], x.Data.AccountArgument(call, 1), x.Data.Argument(call, 2));
    }

    // Owner; then token, amount, expiration, nonce; then spender.
    private static void OnPermit2Signed(Extraction x, int call)
    {
        if (!IsStep(x, call, arguments: 8)) return;

        Approvals.Add(x, ApprovalKind.Permit2, call, -1, x.Data.AccountArgument(call, 1),
            x.Data.AccountArgument(call, 0), x.Data.AccountArgument(call, 5), x.Data.Argument(call, 2));
    }

    private static bool IsStep(Extraction x, int call, int arguments) =>
        !x.HasLogs && x.IsEntry(call) && x.Data.HasArguments(call, arguments) && x.SaysYes(call)
        && !x.IsForward(call);
}
