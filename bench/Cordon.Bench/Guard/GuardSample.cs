using Cordon.Engine.Pending;
using Cordon.Node.Actions;

namespace Cordon.Bench.Guard;

/// <summary>One transaction: how long the node under measurement took, and how long the chain's node by itself.
/// </summary>
/// <param name="Verdict">Of a decoy the complete verdict, of an attack the one that was acted upon.</param>
/// <param name="Action">Null for a decoy.</param>
/// <param name="NodeTrace">The chain's node alone, for the same call tree, right afterwards.</param>
internal sealed record GuardSample(PendingTimings Verdict, ActionTimings? Action, TimeSpan NodeTrace)
{
    /// <summary>From the notice: of an attack to the bytes of the answer, of a decoy to knowing that it is none.
    /// </summary>
    public TimeSpan Total => Action?.Total ?? Verdict.Total;
}
