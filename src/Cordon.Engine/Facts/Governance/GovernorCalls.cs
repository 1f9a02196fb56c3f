using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>Proposals, votes and timelock operations by calls, where logs are not known.</summary>
/// <remarks>How many votes a ballot carried is not in the call; the weight stays zero.</remarks>
internal sealed class GovernorCalls : FactFamily
{
    public override void Register(SignatureTable calls, SignatureTable logs)
    {
        calls.Mean("propose(address[],uint256[],string[],bytes[],string)", OnPropose);
        calls.Mean("propose(address[],uint256[],bytes[],string)", OnPropose);
        foreach (string signature in (string[])
            ["castVote(uint256,bool)", "castVote(uint256,uint8)", "castVoteWithReason(uint256,uint8,string)"])
        {
            calls.Mean(signature, static (x, call) => OnNumbered(x, call, GovernanceKind.VoteCast, 2));
        }

        calls.Mean("queue(uint256)", static (x, call) => OnNumbered(x, call, GovernanceKind.Queued, arguments: 1));
        calls.Mean("execute(uint256)", static (x, call) => OnNumbered(x, call, GovernanceKind.Executed, arguments: 1));
        calls.Mean("cancel(uint256)", static (x, call) => OnNumbered(x, call, GovernanceKind.Canceled, arguments: 1));
        calls.Mean("queue(address[],uint256[],bytes[],bytes32)",
            static (x, call) => OnAnswered(x, call, GovernanceKind.Queued));
        calls.Mean("execute(address[],uint256[],bytes[],bytes32)",
            static (x, call) => OnAnswered(x, call, GovernanceKind.Executed));

        calls.Mean("queueTransaction(address,uint256,string,bytes,uint256)",
            static (x, call) => OnTarget(x, call, GovernanceKind.Queued));
        calls.Mean("executeTransaction(address,uint256,string,bytes,uint256)",
            static (x, call) => OnTarget(x, call, GovernanceKind.Executed));
        calls.Mean("schedule(address,uint256,bytes,bytes32,bytes32,uint256)",
            static (x, call) => OnTarget(x, call, GovernanceKind.Queued));
        calls.Mean("execute(address,uint256,bytes,bytes32,bytes32)",
            static (x, call) => OnTarget(x, call, GovernanceKind.Executed));
        calls.Mean("scheduleBatch(address[],uint256[],bytes[],bytes32,bytes32,uint256)",
            static (x, call) => OnBatch(x, call, GovernanceKind.Queued));
        calls.Mean("executeBatch(address[],uint256[],bytes[],bytes32,bytes32)",
            static (x, call) => OnBatch(x, call, GovernanceKind.Executed));
        calls.Mean("delegate(address)", OnDelegate);
    }

    public static void Add(
        Extraction x, GovernanceKind kind, int call, int log, AccountId governor, AccountId account,
        AccountId target, in UInt256 id, in UInt256 weight) =>
        x.Facts.Governance.Add() = new GovernanceAction
        {
            Tx = x.Tx,
            Call = call,
            Log = log,
            Kind = kind,
            Governor = governor,
            Account = account,
            Target = target,
            ProposalId = id,
            Weight = weight,
        };

    private static void OnPropose(Extraction x, int call)
    {
        if (!IsStep(x, call, 4) || !x.Data.TryWord(x.Calls.Output[call], 0, out UInt256 id)) return;
        AddCall(x, call, GovernanceKind.Proposed, AccountId.None, id, default);
    }

    private static void OnNumbered(Extraction x, int call, GovernanceKind kind, int arguments)
    {
        if (!IsStep(x, call, arguments)) return;
        AddCall(x, call, kind, AccountId.None, x.Data.Argument(call, 0), default);
    }

    private static void OnAnswered(Extraction x, int call, GovernanceKind kind)
    {
        if (!IsStep(x, call, 4) || !x.Data.TryWord(x.Calls.Output[call], 0, out UInt256 id)) return;
        AddCall(x, call, kind, AccountId.None, id, default);
    }

    private static void OnTarget(Extraction x, int call, GovernanceKind kind)
    {
        if (!IsStep(x, call, 5)) return;
        AddCall(x, call, kind, x.Data.AccountArgument(call, 0), default, x.Data.Argument(call, 1));
    }

    private static void OnBatch(Extraction x, int call, GovernanceKind kind)
    {
        HexSlice input = x.Calls.Input[call];
        if (!IsStep(x, call, 5) || !x.TryArray(input, 4, 0, out int targets, out int count)) return;
        if (!x.TryArray(input, 4, 32, out int values, out int valueCount) || valueCount != count) return;

        for (int i = 0; i < count; i++)
        {
            x.Data.TryWord(input, values + (32 * i), out UInt256 value);
            AddCall(x, call, kind, x.Data.AccountAt(input, targets + (32 * i)), default, value);
        }
    }

    private static void OnDelegate(Extraction x, int call)
    {
        if (!IsStep(x, call, 1)) return;
        AddCall(x, call, GovernanceKind.Delegated, x.Data.AccountArgument(call, 0), default, default);
    }

    private static void AddCall(
        Extraction x, int call, GovernanceKind kind, AccountId target, in UInt256 id, in UInt256 weight) =>
        Add(x, kind, call, -1, x.Calls.Self[call], x.Calls.From[call], target, id, weight);

    private static bool IsStep(Extraction x, int call, int arguments) =>
        !x.HasLogs && x.IsEntry(call) && x.Data.HasArguments(call, arguments) && !x.IsForward(call);
}
