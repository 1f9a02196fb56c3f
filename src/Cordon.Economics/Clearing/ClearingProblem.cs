namespace Cordon.Economics.Clearing;

/// <summary>Who owes whom, and what each has besides.</summary>
/// <typeparam name="T"><see cref="double"/>, or <see cref="Numbers.Rational"/> where the answer has to be exact.
/// </typeparam>
/// <param name="Liabilities">Row by row: <c>Liabilities[i][j]</c> is what i owes j; at least 0, nothing to itself.
/// </param>
/// <param name="ExternalAssets">What each has outside the network; at least 0.</param>
/// <param name="ExternalRecovery">Share of its outside assets that a defaulter realises (alpha), from 0 to 1.</param>
/// <param name="ClaimRecovery">Share of what it is paid that a defaulter passes on (beta), from 0 to 1.</param>
public sealed record ClearingProblem<T>(
    IReadOnlyList<IReadOnlyList<T>> Liabilities,
    IReadOnlyList<T> ExternalAssets,
    T ExternalRecovery,
    T ClaimRecovery)
{
    public int Count => ExternalAssets.Count;
}
