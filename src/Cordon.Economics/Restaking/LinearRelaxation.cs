using Cordon.Economics.Numbers;

namespace Cordon.Economics.Restaking;

/// <summary>The most a fractional coalition gains: a linear program that bounds every attack, solved exactly.</summary>
/// <remarks>Maximise profit*y - stake*x where the coalition's stake in N(s) is at least quorum_s * y_s and all
/// variables lie in [0, 1]. Primal simplex on a dense table of fractions with Bland's rule, which cannot cycle; the
/// origin is feasible. For graphs of some tens of nodes; the Lagrangian bound converges to the same value beyond.
/// </remarks>
public static class LinearRelaxation
{
    /// <summary>The most services plus validators that the dense table is meant for.</summary>
    public const int NodesMax = 64;

    /// <summary>Returns the optimum; services without stake count in full.</summary>
    /// <exception cref="InvalidInputException">The graph has more than <see cref="NodesMax"/> nodes.</exception>
    public static Rational Bound(RestakingGraph graph)
    {
        int nodes = graph.Services.Count + graph.Validators.Count;
        Require.That(nodes <= NodesMax, "graph", $"{nodes} nodes", $"at most {NodesMax} services and validators");
        int[] services = [.. Enumerable.Range(0, graph.Services.Count)
            .Where(s => graph.Services[s].Profit.Sign > 0 && graph.StakeBehind(s).Sign > 0)];
        int[] validators = [.. Enumerable.Range(0, graph.Validators.Count)
            .Where(v => graph.Validators[v].Stake.Sign > 0)];
        Rational free = graph.FreeServices().Aggregate(Rational.Zero, (sum, s) => sum + graph.Services[s].Profit);
        return free + new Table(graph, services, validators).Maximise();
    }

    private sealed class Table
    {
        private readonly Rational[][] _rows; // coefficients of the columns, then the right-hand side
        private readonly Rational[] _objective;
        private readonly int[] _basis; // the variable each row stands for
        private readonly int[] _columns; // the variable each column stands for
        private Rational _value;

        public Table(RestakingGraph graph, int[] services, int[] validators)
        {
            int columns = services.Length + validators.Length;
            _rows = new Rational[services.Length + columns][];
            _objective = new Rational[columns];
            _columns = [.. Enumerable.Range(0, columns)];
            _basis = [.. Enumerable.Range(columns, _rows.Length)];
            for (int i = 0; i < _rows.Length; i++) _rows[i] = new Rational[columns + 1];
            for (int j = 0; j < services.Length; j++)
            {
                int s = services[j];
                _objective[j] = graph.Services[s].Profit;
                _rows[j][j] = graph.Quorum(s);
                for (int k = 0; k < validators.Length; k++)
                {
                    if (graph.ServicesOf(validators[k]).BinarySearch(s) >= 0)
                        _rows[j][services.Length + k] = -graph.Validators[validators[k]].Stake;
                }
            }

            for (int k = 0; k < validators.Length; k++)
                _objective[services.Length + k] = -graph.Validators[validators[k]].Stake;
            for (int j = 0; j < columns; j++)
                (_rows[services.Length + j][j], _rows[services.Length + j][columns]) = (Rational.One, Rational.One);
        }

        public Rational Maximise()
        {
            while (Entering() is var column and >= 0) Pivot(Leaving(column), column);
            return _value;
        }

        // Bland: the lowest-numbered variable that improves, and among the tightest rows the lowest-numbered.
        private int Entering()
        {
            int best = -1;
            for (int j = 0; j < _objective.Length; j++)
            {
                if (_objective[j].Sign > 0 && (best < 0 || _columns[j] < _columns[best])) best = j;
            }

            return best;
        }

        private int Leaving(int column)
        {
            int best = -1;
            Rational tightest = default;
            for (int i = 0; i < _rows.Length; i++)
            {
                if (_rows[i][column].Sign <= 0) continue;
                Rational ratio = _rows[i][^1] / _rows[i][column];
                if (best >= 0 && (ratio > tightest || (ratio == tightest && _basis[i] > _basis[best]))) continue;
                (best, tightest) = (i, ratio);
            }

            return best; // every variable is bounded by a row, so there is one
        }

        private void Pivot(int row, int column)
        {
            Rational[] pivot = _rows[row];
            Rational inverse = Rational.One / pivot[column];
            for (int j = 0; j < pivot.Length; j++) pivot[j] *= inverse;
            pivot[column] = inverse;
            for (int i = 0; i < _rows.Length; i++)
            {
                if (i != row) Eliminate(_rows[i], pivot, column, inverse);
            }

            Rational factor = _objective[column];
            for (int j = 0; j < _objective.Length; j++)
                _objective[j] = j == column ? -factor * inverse : _objective[j] - factor * pivot[j];
            _value += factor * pivot[^1];
            (_basis[row], _columns[column]) = (_columns[column], _basis[row]);
        }

        private static void Eliminate(Rational[] row, Rational[] pivot, int column, Rational inverse)
        {
            Rational factor = row[column];
            if (factor.Sign == 0) return;
            for (int j = 0; j < row.Length; j++)
            {
                if (j == column) row[j] = -factor * inverse;
                else if (pivot[j].Sign != 0) row[j] -= factor * pivot[j];
            }
        }
    }
}
