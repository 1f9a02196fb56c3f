using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>Proposals, votes and timelock operations by events: Governor Bravo, OpenZeppelin, both timelocks.</summary>
internal sealed class GovernorLogs : FactFamily
{
    public override void Register(SignatureTable calls, SignatureTable logs)
    {
        logs.Mean("ProposalCreated(uint256,address,address[],uint256[],string[],bytes[],uint256,uint256,string)",
            OnProposed);
        foreach (string tail in (string[])["uint8,uint256,string)", "uint8,uint256,string,bytes)"])
        {
            string name = tail.EndsWith("bytes)", StringComparison.Ordinal) ? "VoteCastWithParams" : "VoteCast";
            logs.Mean($"{name}(address,uint256,{tail}", OnVote);
        }

        logs.Mean("VoteCast(address,uint256,bool,uint256)", OnUnindexedVote);

        logs.Mean("ProposalQueued(uint256,uint256)", static (x, log) => OnProposal(x, log, GovernanceKind.Queued));
        logs.Mean("ProposalExecuted(uint256)", static (x, log) => OnProposal(x, log, GovernanceKind.Executed));
        logs.Mean("ProposalCanceled(uint256)", static (x, log) => OnProposal(x, log, GovernanceKind.Canceled));

        logs.Mean("CallScheduled(bytes32,uint256,address,uint256,bytes,bytes32,uint256)",
            static (x, log) => OnScheduled(x, log, GovernanceKind.Queued));
        logs.Mean("CallExecuted(bytes32,uint256,address,uint256,bytes)",
            static (x, log) => OnScheduled(x, log, GovernanceKind.Executed));
        logs.Mean("Cancelled(bytes32)", OnCancelled);
        logs.Mean("QueueTransaction(bytes32,address,uint256,string,bytes,uint256)",
            static (x, log) => OnTimelock(x, log, GovernanceKind.Queued));
        logs.Mean("ExecuteTransaction(bytes32,address,uint256,string,bytes,uint256)",
            static (x, log) => OnTimelock(x, log, GovernanceKind.Executed));
        logs.Mean("CancelTransaction(bytes32,address,uint256,string,bytes,uint256)",
            static (x, log) => OnTimelock(x, log, GovernanceKind.Canceled));

        logs.Mean("DelegateChanged(address,address,address)", OnDelegated);
    }

    private static void OnProposed(Extraction x, int log)
    {
        if (!x.Data.TryWord(x.Logs.Data[log], 8 * UInt256.SizeBytes, out _)) return;

        Add(x, log, GovernanceKind.Proposed, x.Data.DataAccount(log, 1), AccountId.None, x.Data.DataWord(log, 0),
            default);
    }

    // The first governors (Alpha) index nothing: voter, proposal, support, votes. Some of their forks index the voter.
    private static void OnUnindexedVote(Extraction x, int log)
    {
        if (x.Logs.TopicCount[log] == 2) OnVote(x, log);
        if (x.Logs.TopicCount[log] != 1 || !x.Data.TryWord(x.Logs.Data[log], 96, out UInt256 votes)) return;

        Add(x, log, GovernanceKind.VoteCast, x.Data.DataAccount(log, 0), AccountId.None, x.Data.DataWord(log, 1),
            votes);
    }

    private static void OnVote(Extraction x, int log)
    {
        if (x.Logs.TopicCount[log] != 2 || !x.Data.TryWord(x.Logs.Data[log], 64, out UInt256 votes)) return;

        Add(x, log, GovernanceKind.VoteCast, x.Data.TopicAccount(log, 1), AccountId.None,
            x.Data.DataWord(log, 0), votes);
    }

    private static void OnProposal(Extraction x, int log, GovernanceKind kind)
    {
        if (x.Logs.TopicCount[log] < 2 && !x.Data.TryWord(x.Logs.Data[log], 0, out _)) return;

        UInt256 id = x.Logs.TopicCount[log] > 1 ? x.Data.Topic(log, 1) : x.Data.DataWord(log, 0);
        Add(x, log, kind, x.CallerOfLog(log), AccountId.None, id, default);
    }

    // OpenZeppelin: operation and its index are indexed; then target and value.
    private static void OnScheduled(Extraction x, int log, GovernanceKind kind)
    {
        if (x.Logs.TopicCount[log] != 3 || !x.Data.TryWord(x.Logs.Data[log], 32, out UInt256 value)) return;

        Add(x, log, kind, x.CallerOfLog(log), x.Data.DataAccount(log, 0), x.Data.Topic(log, 1), value);
    }

    // Compound: operation and target are indexed; then value.
    private static void OnTimelock(Extraction x, int log, GovernanceKind kind)
    {
        if (x.Logs.TopicCount[log] != 3 || !x.Data.TryWord(x.Logs.Data[log], 0, out UInt256 value)) return;

        Add(x, log, kind, x.CallerOfLog(log), x.Data.TopicAccount(log, 2), x.Data.Topic(log, 1), value);
    }

    private static void OnCancelled(Extraction x, int log)
    {
        if (x.Logs.TopicCount[log] != 2) return;

        Add(x, log, GovernanceKind.Canceled, x.CallerOfLog(log), AccountId.None, x.Data.Topic(log, 1), default);
    }

    private static void OnDelegated(Extraction x, int log)
    {
        if (x.Logs.TopicCount[log] != 4) return;

        Add(x, log, GovernanceKind.Delegated, x.Data.TopicAccount(log, 1), x.Data.TopicAccount(log, 3),
            default, default);
    }

    private static void Add(
        Extraction x, int log, GovernanceKind kind, AccountId account, AccountId target, in UInt256 id,
        in UInt256 weight) =>
        GovernorCalls.Add(x, kind, x.FrameOfLog(log), log, x.Logs.Address[log], account, target, id, weight);
}
