using System.Collections.Immutable;
using System.Numerics;
using Cordon.Economics.Numbers;

namespace Cordon.Economics.Clearing;

/// <summary>Fictitious default over one kind of number.</summary>
/// <param name="problem">Checked.</param>
/// <param name="solve">Solves a square system; null when it is singular.</param>
/// <param name="isBelow">Strictly less, beyond rounding.</param>
internal sealed class ClearingSolver<T>(
    ClearingProblem<T> problem, Func<T[,], T[], T[]?> solve, Func<T, T, bool> isBelow)
    where T : struct, IAdditionOperators<T, T, T>, ISubtractionOperators<T, T, T>, IMultiplyOperators<T, T, T>,
    IDivisionOperators<T, T, T>, IComparisonOperators<T, T, bool>, IAdditiveIdentity<T, T>,
    IMultiplicativeIdentity<T, T>
{
    private readonly int _count = problem.Count;
    private readonly T[] _owed = [.. problem.Liabilities.Select(row => row.Aggregate(Zero, (sum, owed) => sum + owed))];

    private static T Zero => T.AdditiveIdentity;

    private static T One => T.MultiplicativeIdentity;

    /// <summary>From "everybody pays": whoever then cannot, defaults, until nobody else does.</summary>
    public ClearingResult<T> Greatest()
    {
        (T[] payments, List<ImmutableArray<int>> rounds) = Cascade(new bool[_count], One, One);
        return Result(payments, rounds);
    }

    /// <summary>From "nobody pays": whoever can pay in full with what surely arrives, does.</summary>
    public ClearingResult<T> Least()
    {
        bool[] isSolvent = new bool[_count];
        while (true)
        {
            (T[] payments, _) = Cascade(isSolvent, problem.ExternalRecovery, problem.ClaimRecovery);
            KeepOnlyWhatCashReaches(payments, isSolvent);
            int[] fresh = [.. Enumerable.Range(0, _count)
                .Where(i => !isSolvent[i] && !isBelow(Assets(i, payments, One, One), _owed[i]))];
            if (fresh.Length == 0)
            {
                ImmutableArray<int> defaulted = [.. Enumerable.Range(0, _count).Where(i => !isSolvent[i])];
                return Result(payments, defaulted.IsEmpty ? [] : [defaulted]);
            }

            foreach (int i in fresh) isSolvent[i] = true;
        }
    }

    private (T[] Payments, List<ImmutableArray<int>> Rounds) Cascade(bool[] isSolvent, T alpha, T beta)
    {
        T[] payments = [.. _owed];
        bool[] isDefaulted = new bool[_count];
        List<ImmutableArray<int>> rounds = [];
        while (true)
        {
            ImmutableArray<int> fresh = [.. Enumerable.Range(0, _count).Where(i =>
                !isDefaulted[i] && !isSolvent[i] && isBelow(Assets(i, payments, alpha, beta), _owed[i]))];
            if (fresh.IsEmpty) return (payments, rounds);

            rounds.Add(fresh);
            foreach (int i in fresh) isDefaulted[i] = true;
            PayOut(payments, [.. Enumerable.Range(0, _count).Where(i => isDefaulted[i])]);
        }
    }

    // Defaulters pay on what they get, also from each other: a linear system in their recovery rates.
    private void PayOut(T[] payments, int[] defaulted)
    {
        T[,] matrix = new T[defaulted.Length, defaulted.Length];
        T[] right = new T[defaulted.Length];
        HashSet<int> isDefaulted = [.. defaulted];
        for (int row = 0; row < defaulted.Length; row++)
        {
            int i = defaulted[row];
            T fromOthers = Zero;
            for (int j = 0; j < _count; j++)
                if (!isDefaulted.Contains(j)) fromOthers += Received(j, i, payments[j]);
            right[row] = (problem.ExternalRecovery * problem.ExternalAssets[i]) + (problem.ClaimRecovery * fromOthers);
            for (int column = 0; column < defaulted.Length; column++)
                matrix[row, column] = Zero - (problem.ClaimRecovery * problem.Liabilities[defaulted[column]][i]);
            matrix[row, row] += _owed[i];
        }

        T[] recovery = solve(matrix, right) ?? throw new InvalidInputException("Alpha",
            $"{problem.ExternalRecovery} with beta {problem.ClaimRecovery}",
            "alpha above 0 or beta below 1: a ring of defaulters without cash leaves its payments open");
        for (int row = 0; row < defaulted.Length; row++)
            payments[defaulted[row]] = Within(recovery[row], Zero, One) * _owed[defaulted[row]];
    }

    private void KeepOnlyWhatCashReaches(T[] payments, bool[] isSolvent)
    {
        bool[] isReached = new bool[_count];
        Queue<int> queue = new();
        for (int i = 0; i < _count; i++)
        {
            bool hasCash = problem.ExternalRecovery * problem.ExternalAssets[i] > Zero || isSolvent[i];
            if (!hasCash) continue;
            isReached[i] = true;
            queue.Enqueue(i);
        }

        while (queue.TryDequeue(out int i))
        {
            for (int j = 0; j < _count; j++)
            {
                if (isReached[j] || problem.Liabilities[i][j] == Zero) continue;
                isReached[j] = true;
                queue.Enqueue(j);
            }
        }

        for (int i = 0; i < _count; i++)
            if (!isReached[i]) payments[i] = Zero;
    }

    private T Assets(int i, T[] payments, T alpha, T beta)
    {
        T claims = Zero;
        for (int j = 0; j < _count; j++) claims += Received(j, i, payments[j]);
        return (alpha * problem.ExternalAssets[i]) + (beta * claims);
    }

    // Everybody pays its creditors in proportion to what it owes them.
    private T Received(int from, int to, T payment) =>
        problem.Liabilities[from][to] == Zero ? Zero : problem.Liabilities[from][to] * payment / _owed[from];

    private ClearingResult<T> Result(T[] payments, List<ImmutableArray<int>> rounds)
    {
        HashSet<int> defaulted = [.. rounds.SelectMany(round => round)];
        return new ClearingResult<T>(
            [.. payments],
            [.. payments.Select((paid, i) => defaulted.Contains(i)
                ? Zero : Within(Assets(i, payments, One, One) - _owed[i], Zero, null))],
            [.. payments.Select((paid, i) => _owed[i] == Zero ? One : paid / _owed[i])],
            [.. rounds],
            payments.Select((paid, i) => _owed[i] - paid).Aggregate(Zero, (sum, unpaid) => sum + unpaid));
    }

    private static T Within(T value, T low, T? high) =>
        value < low ? low : high is { } top && value > top ? top : value;
}
