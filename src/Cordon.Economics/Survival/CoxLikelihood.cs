using Cordon.Economics.Numbers;
using MathNet.Numerics.LinearAlgebra;

namespace Cordon.Economics.Survival;

/// <summary>The partial likelihood of a Cox regression with its derivatives.</summary>
internal sealed class CoxLikelihood
{
    private readonly TieMethod _ties;
    private readonly (Vector<double> X, bool IsEvent)[][] _groups; // by time, latest first

    public CoxLikelihood(IReadOnlyList<Duration> durations, IReadOnlyList<double[]> covariates, TieMethod ties)
    {
        _ties = ties;
        _groups = [.. durations.Index().GroupBy(d => d.Item.Time).OrderByDescending(group => group.Key)
            .Select(group => group
                .Select(d => (Vector<double>.Build.DenseOfArray(covariates[d.Index]), d.Item.IsEvent)).ToArray())];
    }

    public (double Value, Vector<double> Score, Matrix<double> Information) At(Vector<double> beta)
    {
        int width = beta.Count;
        Sums risk = new(width);
        double value = 0;
        Vector<double> score = Vector<double>.Build.Dense(width);
        Matrix<double> information = Matrix<double>.Build.Dense(width, width);
        foreach ((Vector<double> X, bool IsEvent)[] group in _groups)
        {
            Sums ended = new(width);
            int events = 0;
            foreach ((Vector<double> x, bool isEvent) in group)
            {
                double weight = Math.Exp(x * beta);
                risk.Add(x, weight);
                if (!isEvent) continue;
                ended.Add(x, weight);
                events++;
                value += x * beta;
                score += x;
            }

            for (int i = 0; i < events; i++)
            {
                double share = _ties == TieMethod.Efron ? (double)i / events : 0;
                double weight = risk.Weight - share * ended.Weight;
                Vector<double> mean = (risk.First - share * ended.First) / weight;
                value -= Math.Log(weight);
                score -= mean;
                information += (risk.Second - share * ended.Second) / weight - mean.OuterProduct(mean);
            }
        }

        return (value, score, information);
    }

    private sealed class Sums(int width)
    {
        public double Weight { get; private set; }

        public Vector<double> First { get; private set; } = Vector<double>.Build.Dense(width);

        public Matrix<double> Second { get; private set; } = Matrix<double>.Build.Dense(width, width);

        public void Add(Vector<double> x, double weight)
        {
            Weight += weight;
            First += weight * x;
            Second += weight * x.OuterProduct(x);
        }
    }
}
