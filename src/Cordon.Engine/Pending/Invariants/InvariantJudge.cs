using Cordon.Domain.Facts;
using Cordon.Domain.Invariants;

namespace Cordon.Engine.Pending;

/// <summary>Which invariants a pending transaction is asked about, and which of them it would break.</summary>
internal sealed class InvariantJudge(InvariantBook book, ForeignValues foreign)
{
    /// <summary>All of the chain.</summary>
    public InvariantAnswers Everything => book.Everything;

    /// <summary>Those of some protocols.</summary>
    public InvariantAnswers Of(IEnumerable<string> protocols) => new(book.Of(protocols));

    /// <summary>Those of protocols that a transaction reached without naming them.</summary>
    public InvariantAnswers Reached(BlockFacts facts, PendingTransaction transaction) =>
        Of(book.Touched(facts).Where(name => !transaction.Protocols.Contains(name)));

    /// <summary>The breaks that a simulation shows. One against what another chain had is only said when it stands
    /// against a reading of now.</summary>
    public async ValueTask<IReadOnlyList<InvariantChange>> BreaksAsync(
        InvariantAnswers asked, SimulatedCalls? simulated, CancellationToken cancellation)
    {
        IReadOnlyList<InvariantChange> breaks = Breaks(asked, simulated);
        if (!breaks.Any(change => change.Invariant.ForeignCalls.Any())) return breaks;
        await foreign.RefreshAsync(cancellation);
        return Breaks(asked, simulated);
    }

    private InvariantChange[] Breaks(InvariantAnswers asked, SimulatedCalls? simulated)
    {
        int views = asked.Calls.Count;
        if (asked.IsEmpty || simulated?.Returned[views] is null) return []; // not run, or undone as a whole
        ForeignSnapshot elsewhere = foreign.Now();
        return [.. asked.Judge(place => simulated.Returned[place], elsewhere)
            .Zip(asked.Judge(place => simulated.Returned[views + 1 + place], elsewhere),
                (before, after) => new InvariantChange(before.Invariant, before.Reading, after.Reading)
                {
                    Elsewhere = elsewhere,
                })
            .Where(change => change.IsBreak)];
    }
}
