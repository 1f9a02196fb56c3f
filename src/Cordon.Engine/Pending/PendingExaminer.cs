using Cordon.Domain.Blocks;
using Cordon.Domain.Signals;
using Cordon.Ethereum.Rpc;

namespace Cordon.Engine.Pending;

/// <summary>Examines one pending transaction at a time: the node runs it, then facts, detectors and invariants. One a
/// worker.</summary>
/// <remarks>The call tree and the invariants of the protocols that the transaction names are asked for at once, and
/// whichever is in first and shows something is said at once; those of protocols that only the call tree shows, after
/// it.</remarks>
internal sealed class PendingExaminer(
    NodeRunner runner,
    InvariantBook invariants,
    PendingInspection inspection,
    ExaminedTransactions examined,
    BlindLog blind,
    TimeProvider time)
{
    /// <summary>The last verdict on top of a head, which is complete; null where the transaction was examined before
    /// and nothing new is known.</summary>
    /// <param name="transaction">What is examined.</param>
    /// <param name="before">What is run before it.</param>
    /// <param name="head">The latest block.</param>
    /// <param name="takenAt">When it left the queue.</param>
    /// <param name="deliver">Given the first verdict where there is something to say before everything is known.
    /// </param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="RpcException">The node cannot be reached, and nothing was delivered.</exception>
    public async Task<PendingVerdict?> ExamineAsync(
        PendingTransaction transaction, PredecessorState before, BlockHeader head, long takenAt,
        Action<PendingVerdict> deliver, CancellationToken cancellation)
    {
        var exam = new Exam(transaction, before, head, takenAt, deliver, time, inspection, examined);
        var named = new InvariantAnswers(invariants.Of(transaction.Protocols));
        Task<RpcPayload?> tracing = runner.TraceAsync(transaction, before, cancellation);
        Task<SimulatedCalls?>? simulating = named.Calls.Count > 0
            ? runner.SimulateAsync(transaction, before, named.Calls, cancellation)
            : null;
        try
        {
            if (simulating is not null && await Task.WhenAny(simulating, tracing) == simulating)
                SayBreaks(exam, named, await simulating, tracing);
            using RpcPayload? trace = await tracing;
            exam.WasRead = trace is not null && exam.Detect(() => inspection.ReadTrace(transaction, head, trace.Json));
            if (exam.WasRead) await JudgeAsync(exam, named, simulating, cancellation);
            else await DoWithoutTraceAsync(exam, named, simulating, cancellation);
            return exam.End();
        }
        catch (RpcException e) when (exam.HasSpoken)
        {
            blind.Report(new BlindReport("invariants of pending transactions", e.Message,
                ["invariants that a pending transaction would break"]));
            return exam.End();
        }
        finally
        {
            await Task.WhenAll(tracing, simulating ?? Task.CompletedTask)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // The answer about the invariants is here, the call tree is not.
    private void SayBreaks(Exam exam, InvariantAnswers named, SimulatedCalls? simulated, Task tracing)
    {
        if (tracing.IsCompleted) return;
        InvariantChange[] breaks = [.. Changes(named, simulated).Where(change => change.IsBreak)];
        if (breaks.Length == 0 || !exam.Detect(() => inspection.ReadAlone(exam.Transaction, exam.Head))) return;
        inspection.AddBreaks(breaks);
        exam.WasRead = exam.HasJudgedNamed = true;
        exam.Say();
    }

    private async Task JudgeAsync(
        Exam exam, InvariantAnswers named, Task<SimulatedCalls?>? simulating, CancellationToken cancellation)
    {
        exam.Detect(inspection.Inspect);
        InvariantAnswers reached = Reached(exam.Transaction);
        Task<SimulatedCalls?>? simulatingReached = reached.Calls.Count > 0
            ? runner.SimulateAsync(exam.Transaction, exam.Before, reached.Calls, cancellation)
            : null;
        if (simulatingReached is not null || simulating is { IsCompleted: false }) exam.Say();
        try
        {
            if (simulating is not null && !exam.HasJudgedNamed)
                inspection.AddBreaks(Changes(named, await simulating));
        }
        finally
        {
            // Whatever becomes of the one, nobody else waits for the other.
            await Task.WhenAll(simulatingReached ?? Task.CompletedTask)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (simulatingReached is not null) inspection.AddBreaks(Changes(reached, await simulatingReached));
    }

    // The logs of a simulation are better than nothing.
    private async Task DoWithoutTraceAsync(
        Exam exam, InvariantAnswers named, Task<SimulatedCalls?>? simulating, CancellationToken cancellation)
    {
        SimulatedCalls? simulated = simulating is null ? null : await simulating;
        if (simulated is null)
        {
            named = new InvariantAnswers(invariants.All);
            simulated = await runner.SimulateAsync(exam.Transaction, exam.Before, named.Calls, cancellation);
        }

        if (simulated is null) return;
        exam.WasRead = exam.Detect(
            () => inspection.ReadLogs(exam.Transaction, exam.Head, simulated, named.Calls.Count));
        if (!exam.WasRead) return;
        exam.Detect(inspection.Inspect);
        if (!exam.HasJudgedNamed) inspection.AddBreaks(Changes(named, simulated));
    }

    // Of the protocols that the transaction reaches without naming them, as only the call tree shows.
    private InvariantAnswers Reached(PendingTransaction transaction) =>
        inspection.Facts.Data.Transactions.Status[0] == TransactionStatus.Failed
            ? new InvariantAnswers([])
            : new InvariantAnswers(invariants.Of(
                invariants.Touched(inspection.Facts).Where(name => !transaction.Protocols.Contains(name))));

    private static IEnumerable<InvariantChange> Changes(InvariantAnswers asked, SimulatedCalls? simulated)
    {
        int views = asked.Calls.Count;
        if (simulated?.Returned[views] is null) return []; // not run, or undone as a whole
        return asked.Judge(place => simulated.Returned[place])
            .Zip(asked.Judge(place => simulated.Returned[views + 1 + place]),
                (before, after) => new InvariantChange(before.Invariant, before.Reading, after.Reading));
    }

    /// <summary>One examination: what was said so far, and where its time went.</summary>
    private sealed class Exam
    {
        private readonly long _takenAt;
        private readonly Action<PendingVerdict> _deliver;
        private readonly TimeProvider _time;
        private readonly PendingInspection _inspection;
        private readonly ExaminedTransactions _examined;
        private readonly bool _isAgain;
        private TimeSpan _detecting;
        private int _said;

        public Exam(
            PendingTransaction transaction, PredecessorState before, BlockHeader head, long takenAt,
            Action<PendingVerdict> deliver, TimeProvider time, PendingInspection inspection,
            ExaminedTransactions examined)
        {
            (Transaction, Before, Head, _takenAt, _deliver, _time, _inspection, _examined) =
                (transaction, before, head, takenAt, deliver, time, inspection, examined);
            _isAgain = !examined.IsFirst(transaction.Hash);
            inspection.Begin();
        }

        public PendingTransaction Transaction { get; }

        public PredecessorState Before { get; }

        public BlockHeader Head { get; }

        /// <summary>Something of what the node answered could be read.</summary>
        public bool WasRead { get; set; }

        public bool HasJudgedNamed { get; set; }

        public bool HasSpoken { get; private set; }

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
            _deliver(verdict);
        }

        /// <summary>What is left to say, null where nothing is to be said once more.</summary>
        public PendingVerdict? End()
        {
            PendingVerdict verdict = Verdict();
            return _isAgain && !HasSpoken && verdict.Signals.Count == 0 ? null : verdict;
        }

        /// <summary>A complete verdict with what has not been said yet.</summary>
        private PendingVerdict Verdict()
        {
            List<Signal> news = [.. _inspection.Signals.Skip(_said)
                .Where(signal => _examined.IsNews(Transaction.Hash, signal)).Select(PendingSignals.Of)];
            _said = _inspection.Signals.Count;
            TimeSpan fetch = _time.GetElapsedTime(Transaction.NoticedAt, Transaction.FetchedAt);
            TimeSpan wait = _time.GetElapsedTime(Transaction.FetchedAt, _takenAt);
            TimeSpan since = _time.GetElapsedTime(_takenAt);
            return new PendingVerdict(
                Transaction, Head.Number, news, new PendingTimings(fetch, wait, since - _detecting, _detecting))
            {
                WasSimulated = WasRead,
                IsAmendment = HasSpoken || _isAgain,
                Predecessors = Before.Transactions.Count,
            };
        }
    }
}
