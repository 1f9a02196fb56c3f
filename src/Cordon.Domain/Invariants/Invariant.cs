using System.Collections.Immutable;
using System.Numerics;
using Cordon.Ethereum;

namespace Cordon.Domain.Invariants;

/// <summary>Something that must hold for a protocol in every state of its chain.</summary>
/// <param name="Name">The operator's name for it, unique in its protocol.</param>
/// <param name="Protocol">Name of the protocol.</param>
/// <param name="Chain">Chain id.</param>
/// <param name="Contract">The contract it is about, named first in its signals.</param>
/// <param name="Calls">What is asked of the chain, at least one.</param>
/// <param name="Formula">What must hold between the answers.</param>
/// <param name="Tolerance">How far it may be missed.</param>
public sealed record Invariant(
    string Name,
    string Protocol,
    ulong Chain,
    Address Contract,
    ImmutableArray<InvariantCall> Calls,
    InvariantFormula Formula,
    InvariantTolerance Tolerance)
{
    /// <summary>What is asked of other chains than its own.</summary>
    public IEnumerable<InvariantCall> ForeignCalls => Calls.Where(call => IsForeign(call));

    /// <summary>Whether a call of it is asked of another chain than its own.</summary>
    public bool IsForeign(InvariantCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return call.Chain is { } chain && chain != Chain;
    }

    /// <summary>Judges the answers to <see cref="Calls"/>, in their order.</summary>
    /// <exception cref="DivideByZeroException">The formula divides by zero in this state.</exception>
    public InvariantReading Judge(IReadOnlyList<BigInteger> answers)
    {
        BigInteger left = Formula.Left.Evaluate(answers), right = Formula.Right.Evaluate(answers);
        return new InvariantReading(left, right, Tolerance.Allows(left, Formula.Comparison, right));
    }
}
