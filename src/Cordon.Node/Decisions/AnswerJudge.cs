using Cordon.Domain.Incidents;
using Cordon.Domain.Policies;
using Cordon.Ethereum.Rpc;
using Cordon.Node.Events;
using Cordon.Node.Settings;
using Cordon.Response.Confirming;
using Cordon.Response.Policies;

namespace Cordon.Node.Decisions;

/// <summary>Says what becomes of an answer that was found in the store: who may answer is what the policy says now,
/// whatever whoever wrote it believed.</summary>
internal sealed class AnswerJudge(EventPump events)
{
    private const string NotCounted = "The answer is not counted: ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5); // other answers wait meanwhile

    private readonly HashSet<ulong> _silent = []; // chains of which it was told that they cannot be asked

    /// <summary>What a decision becomes that waited: granted, withheld, or still waiting with the reason why the
    /// answer does not count.</summary>
    /// <param name="asked">As this node asked.</param>
    /// <param name="found">As it is in the store by now.</param>
    /// <returns>Null while it cannot be told because the Safe's chain does not answer.</returns>
    public async Task<ResponseDecision?> JudgeAsync(
        ResponseDecision asked, ResponseDecision found, Incident incident, GuardedProtocol guarded, IRpcCaller? node,
        CancellationToken cancellation)
    {
        if (guarded.Policy.Rules.GetValueOrDefault(asked.Action)?.Safe is not { } safe)
        {
            return found.Answer is null
                ? found
                : Refused(asked, "the policy wants no Safe's signature; answer without one");
        }

        if (found.Answer is not { } answer)
            return Refused(asked, $"the policy wants the owners of the Safe {safe.Account} to sign it");
        string? objection = await ObjectionAsync(
            new SafeQuestion(asked, asked.At, incident.Chain, safe), answer, node, cancellation);
        if (objection is null) return null;
        if (objection.Length > 0) return Refused(asked, objection);
        string owners = $"the owners of the Safe {safe.Account}";
        DateTimeOffset now = events.Now;
        return (answer.IsYes ? Decider.Confirm(asked, owners, now) : Decider.Refuse(asked, owners, now))
            with
        { Answer = answer };
    }

    /// <summary>Why a grant of an earlier run must not be taken up again; null where nothing speaks against it, or
    /// where the chain cannot be asked and the policy wants no Safe.</summary>
    public async Task<string?> ObjectionToGrantAsync(
        ResponseDecision granted, Incident incident, GuardedProtocol guarded, IRpcCaller? node,
        CancellationToken cancellation)
    {
        if (guarded.Policy.Rules.GetValueOrDefault(granted.Action)?.Safe is not { } safe) return null;
        if (granted.Answer is not { IsYes: true } answer)
            return $"it is not signed by the owners of the Safe {safe.Account}, as the policy wants now";
        string? objection = await ObjectionAsync(
            new SafeQuestion(granted, answer.AskedAt, incident.Chain, safe), answer, node, cancellation);
        return objection switch
        {
            null => $"the Safe {safe.Account} cannot be asked about its signature",
            "" => null,
            _ => objection,
        };
    }

    // Empty where nothing speaks against it, null where nobody can tell.
    private async Task<string?> ObjectionAsync(
        SafeQuestion question, SignedAnswer answer, IRpcCaller? node, CancellationToken cancellation)
    {
        if (node is null) return $"chain {question.Chain} is not one of this node's";
        string missing = $"the Safe {question.By.Account}";
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            string? objection = await SafeCheck.ObjectionAsync(node, question, answer, events.Now, limit.Token);
            if (_silent.Remove(question.Chain))
                events.Tell(new NodeEvent.SightRestored(question.Chain, events.Now, missing));
            return objection ?? "";
        }
        catch (Exception failure)
            when (failure is RpcException || (failure is OperationCanceledException && limit.IsCancellationRequested))
        {
            cancellation.ThrowIfCancellationRequested();
            string cause = failure is RpcException ? failure.Message : $"no answer within {Patience.TotalSeconds:0} s";
            if (_silent.Add(question.Chain))
            {
                events.Tell(new NodeEvent.Blind(
                    question.Chain, events.Now, missing, cause, ["whether its owners confirm what waits"]));
            }

            return null;
        }
    }

    private static ResponseDecision Refused(ResponseDecision asked, string why) => asked with
    {
        Reasons = [
            $"{NotCounted}{why}.",
            .. asked.Reasons.Where(reason => !reason.StartsWith(NotCounted, StringComparison.Ordinal)),
        ],
        Answer = null,
    };
}
