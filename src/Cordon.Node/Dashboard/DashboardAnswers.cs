using Cordon.Domain.Incidents;
using Cordon.Domain.Policies;
using Cordon.Domain.Ports;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Node.Settings;
using Cordon.Response.Confirming;
using Cordon.Response.Policies;
using Microsoft.AspNetCore.Http;

namespace Cordon.Node.Dashboard;

/// <summary>Takes the answers that people give on the page to the store, where the node finds them as it finds those of
/// the command line: one way in, one check.</summary>
internal sealed class DashboardAnswers(
    NodeSettings settings, IDecisionStore store, Func<ulong, IRpcCaller?> nodeOf, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Keeps an answer.</summary>
    /// <returns>Why it is refused, null where it was kept.</returns>
    /// <exception cref="StoreException">The store cannot be used.</exception>
    public async Task<Refusal?> TakeAsync(AnswerRequest request, CancellationToken cancellation)
    {
        if (store.Find(request.Key) is not { } decision)
            return new Refusal(StatusCodes.Status404NotFound, "there is no decision of that key");
        if (decision.Permission != Permission.NeedsHuman)
        {
            return Conflict($"it is {ResponseDecisionJson.NameOf(decision.Permission)} already: "
                + decision.Reasons.FirstOrDefault());
        }

        Incident? incident = store.FindIncident(decision.Incident);
        DateTimeOffset now = time.GetUtcNow();
        ResponseDecision answered;
        if (settings.SafeQuestionOf(decision, incident) is { } question)
        {
            if (request.Signatures is not { } signatures)
            {
                return new Refusal(StatusCodes.Status403Forbidden,
                    $"the policy wants the owners of the Safe {question.By.Account} to sign it");
            }

            if (await CheckAsync(question, request.IsYes, signatures, now, cancellation) is { } wrong) return wrong;
            answered = decision with { Answer = AnswerOf(question, request.IsYes, signatures) };
        }
        else if (request.Signatures is not null) return Unprocessable("the policy wants no Safe's signature");
        else
        {
            string who = $"{request.By} (dashboard)";
            answered = request.IsYes ? Decider.Confirm(decision, who, now) : Decider.Refuse(decision, who, now);
        }

        return store.KeepAnswer(answered) ? null : Conflict("it was answered just now");
    }

    // What the node would find out a second later, told to the person at once; it checks again all the same.
    private async Task<Refusal?> CheckAsync(
        SafeQuestion question, bool isYes, IReadOnlyList<byte[]> signatures, DateTimeOffset now,
        CancellationToken cancellation)
    {
        try
        {
            SignedAnswer answer = AnswerOf(question, isYes, signatures);
            if (nodeOf(question.Chain) is not { } node) return null;
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(Patience);
            string? objection = await SafeCheck.ObjectionAsync(node, question, answer, now, limit.Token);
            return objection is null ? null : Unprocessable(objection);
        }
        catch (FormatException wrong)
        {
            return Unprocessable(wrong.Message);
        }
        catch (Exception silent) when (silent is RpcException or OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            return null; // the answer waits until the chain can be asked
        }
    }

    private static SignedAnswer AnswerOf(SafeQuestion question, bool isYes, IReadOnlyList<byte[]> signatures) =>
        new(isYes, question.AskedAt, Hex.Format(SafeSignatures.Join(signatures, question.OwnersHash(isYes))));

    private static Refusal Conflict(string why) => new(StatusCodes.Status409Conflict, why);

    private static Refusal Unprocessable(string why) => new(StatusCodes.Status422UnprocessableEntity, why);
}
