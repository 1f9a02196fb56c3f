using Cordon.Domain.Blocks;
using Cordon.Domain.Signals;
using Cordon.Ethereum.Rpc;

namespace Cordon.Engine.Pending;

/// <summary>Examines one pending transaction at a time: the node runs it, then facts, detectors and invariants. One a
/// worker.</summary>
/// <remarks>The call tree and the invariants are asked for at once, and whichever is in first and shows something is
/// said at once. Where there are too many invariants to ask for all, those of the protocols that the transaction names
/// are, and after the call tree those of the protocols that only it shows.</remarks>
internal sealed class PendingExaminer(
    NodeRunner runner,
    InvariantJudge invariants,
    Func<PendingTransaction, bool> asksAll,
    PendingInspection inspection,
    ExaminedTransactions examined,
    PendingQueue queue,
    BlindLog blind,
    TimeProvider time)
{
    /// <summary>The last verdict on top of a head, which is complete; null where the transaction was examined before
    /// and nothing new is known.</summary>
    /// <exception cref="RpcException">The node cannot be reached, and nothing was delivered.</exception>
    public async Task<PendingVerdict?> ExamineAsync(PendingTask task, CancellationToken cancellation)
    {
        (PendingTransaction transaction, BlockHeader head) = (task.Transaction, task.Head);
        var exam = new Exam(task, time, inspection, examined);
        bool isEager = asksAll(transaction);
        InvariantAnswers named = isEager
            ? invariants.Everything
            : invariants.Of(transaction.Protocols);
        // First what is short and shows a loss: some nodes answer one question after the other.
        Task<SimulatedCalls?>? simulating = named.Calls.Count > 0
            ? SimulateAsync(exam, named, cancellation)
            : null;
        Task<RpcPayload?> tracing = runner.TraceAsync(transaction, task.Before, cancellation);
        try
        {
            if (simulating is not null && await Task.WhenAny(simulating, tracing) == simulating)
                await SayBreaksAsync(exam, named, await simulating, tracing, cancellation);
            using RpcPayload? trace = await tracing;
            exam.WasRead = trace is not null && exam.Detect(() => inspection.ReadTrace(transaction, head, trace.Json));
            if (exam.WasRead) await JudgeAsync(exam, named, simulating, cancellation);
            else await DoWithoutTraceAsync(exam, named, simulating, cancellation);
            if (exam.WasRead) queue.Note(transaction.To, exam.IsQuiet);
            return exam.End();
        }
        catch (RpcException e) when (exam.HasSpoken)
        {
            blind.Report(WithoutInvariants(e));
            return exam.End();
        }
        finally
        {
            await Task.WhenAll(tracing, simulating ?? Task.CompletedTask)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static BlindReport WithoutInvariants(RpcException cause) => new("invariants of pending transactions",
        cause.Message, ["invariants that a pending transaction would break"]);

    // Beside the call tree: a node that fails here alone must not cost what the call tree shows.
    private async Task<SimulatedCalls?> SimulateAsync(
        Exam exam, InvariantAnswers views, CancellationToken cancellation)
    {
        try
        {
            return await runner.SimulateAsync(exam.Task.Transaction, exam.Task.Before, views, cancellation);
        }
        catch (RpcException e)
        {
            blind.Report(WithoutInvariants(e));
            return null;
        }
    }

    // The answer about the invariants is here, the call tree is not.
    private async ValueTask SayBreaksAsync(
        Exam exam, InvariantAnswers named, SimulatedCalls? simulated, Task tracing, CancellationToken cancellation)
    {
        if (tracing.IsCompleted) return;
        IReadOnlyList<InvariantChange> breaks = await invariants.BreaksAsync(named, simulated, cancellation);
        if (breaks.Count == 0) return;
        if (!exam.Detect(() => inspection.ReadAlone(exam.Task.Transaction, exam.Task.Head))) return;
        inspection.AddBreaks(breaks);
        exam.WasRead = exam.HasJudgedNamed = true;
        exam.Say();
    }

    private async Task JudgeAsync(
        Exam exam, InvariantAnswers named, Task<SimulatedCalls?>? simulating, CancellationToken cancellation)
    {
        // Asked for before the detectors look, so that the node works meanwhile.
        InvariantAnswers reached = Reached(exam, named);
        Task<SimulatedCalls?>? simulatingReached = reached.Calls.Count > 0
            ? SimulateAsync(exam, reached, cancellation)
            : null;
        exam.Detect(inspection.Inspect);
        if (simulatingReached is not null || simulating is { IsCompleted: false }) exam.Say();
        if (simulating is not null && !exam.HasJudgedNamed)
            inspection.AddBreaks(await invariants.BreaksAsync(named, await simulating, cancellation));
        if (simulatingReached is not null)
            inspection.AddBreaks(await invariants.BreaksAsync(reached, await simulatingReached, cancellation));
    }

    // The logs of a simulation are better than nothing.
    private async Task DoWithoutTraceAsync(
        Exam exam, InvariantAnswers named, Task<SimulatedCalls?>? simulating, CancellationToken cancellation)
    {
        SimulatedCalls? simulated = simulating is null ? null : await simulating;
        if (simulated is null)
        {
            named = invariants.Everything;
            simulated = await runner.SimulateAsync(exam.Task.Transaction, exam.Task.Before, named, cancellation);
        }

        if (simulated is null) return;
        exam.WasRead = exam.Detect(
            () => inspection.ReadLogs(exam.Task.Transaction, exam.Task.Head, simulated, named.Calls.Count));
        if (!exam.WasRead) return;
        exam.Detect(inspection.Inspect);
        if (!exam.HasJudgedNamed)
            inspection.AddBreaks(await invariants.BreaksAsync(named, simulated, cancellation));
    }

    // Of the protocols that the transaction reaches without naming them, as only the call tree shows.
    private InvariantAnswers Reached(Exam exam, InvariantAnswers named) =>
        named == invariants.Everything
        || inspection.Facts.Data.Transactions.Status[0] == TransactionStatus.Failed
            ? InvariantAnswers.None
            : invariants.Reached(inspection.Facts, exam.Task.Transaction);

    /// <summary>One examination: what was said so far, and where its time went.</summary>
    private sealed class Exam
    {
        private readonly TimeProvider _time;
        private readonly PendingInspection _inspection;
        private readonly ExaminedTransactions _examined;
        private TimeSpan _detecting;
        private int _said;

        public Exam(
            PendingTask task, TimeProvider time, PendingInspection inspection, ExaminedTransactions examined)
        {
            (Task, _time, _inspection, _examined) = (task, time, inspection, examined);
            inspection.Begin();
        }

        public PendingTask Task { get; }

        /// <summary>Something of what the node answered could be read.</summary>
        public bool WasRead { get; set; }

        public bool HasJudgedNamed { get; set; }

        public bool HasSpoken { get; private set; }

        /// <summary>Nothing was found that a person would look at.</summary>
        public bool IsQuiet => _inspection.Signals.All(signal => signal.Severity < Severity.Medium);

        /// <summary>Does work that counts as detection.</summary>
        public bool Detect(Func<bool> work)
        {
            long begun = _time.GetTimestamp();
            bool done = work();
            _detecting += _time.GetElapsedTime(begun);
            return done;
        }

        public void Detect(Action work) => Detect(() =>
        {
            work();
            return true;
        });

        /// <summary>Delivers what is new, if anything is.</summary>
        public void Say()
        {
            if (_inspection.Signals.Count == _said) return;
            PendingVerdict verdict = Verdict() with { IsComplete = false };
            if (verdict.Signals.Count == 0) return; // said when it was examined before
            HasSpoken = true;
            Task.Deliver(verdict);
        }

        /// <summary>What is left to say, null where nothing is to be said once more.</summary>
        public PendingVerdict? End()
        {
            PendingVerdict verdict = Verdict();
            return Task.IsAgain && !HasSpoken && verdict.Signals.Count == 0 ? null : verdict;
        }

        /// <summary>A complete verdict with what has not been said yet.</summary>
        private PendingVerdict Verdict()
        {
            List<Signal> news = [.. _inspection.Signals.Skip(_said)
                .Where(signal => _examined.IsNews(Task.Transaction.Hash, signal)).Select(PendingSignals.Of)];
            _said = _inspection.Signals.Count;
            TimeSpan fetch = _time.GetElapsedTime(Task.Transaction.NoticedAt, Task.Transaction.FetchedAt);
            TimeSpan wait = _time.GetElapsedTime(Task.Transaction.FetchedAt, Task.TakenAt);
            TimeSpan since = _time.GetElapsedTime(Task.TakenAt);
            var timings = new PendingTimings(fetch, wait, since - _detecting, _detecting);
            return new PendingVerdict(Task.Transaction, Task.Head.Number, news, timings)
            {
                WasSimulated = WasRead,
                IsAmendment = HasSpoken || Task.IsAgain,
                Predecessors = Task.Before.Transactions.Count,
            };
        }
    }
}
