using System.Numerics;

namespace Cordon.Domain.Invariants;

/// <summary>One side of an invariant: whole numbers and results of calls, added, subtracted, multiplied, divided.
/// </summary>
/// <remarks>Exact, of any size; a quotient is cut towards zero, so multiply first.</remarks>
public abstract class InvariantTerm
{
    /// <summary>The value, given the results of the invariant's calls in their order.</summary>
    /// <exception cref="DivideByZeroException">It divides by zero.</exception>
    public abstract BigInteger Evaluate(IReadOnlyList<BigInteger> results);

    internal sealed class Number(BigInteger value) : InvariantTerm
    {
        public override BigInteger Evaluate(IReadOnlyList<BigInteger> results) => value;
    }

    internal sealed class Result(int index) : InvariantTerm
    {
        public override BigInteger Evaluate(IReadOnlyList<BigInteger> results) => results[index];
    }

    internal sealed class Operation(char sign, InvariantTerm left, InvariantTerm right) : InvariantTerm
    {
        public override BigInteger Evaluate(IReadOnlyList<BigInteger> results)
        {
            BigInteger l = left.Evaluate(results), r = right.Evaluate(results);
            return sign switch
            {
                '+' => l + r,
                '-' => l - r,
                '*' => l * r,
                _ => BigInteger.Divide(l, r),
            };
        }
    }
}
