namespace Cordon.Bench.Pipeline;

/// <summary>What a second thread is worth, and what a scan costs beside mere tokenising: the same blocks again and
/// again, with one thread, with two, apart, and tokenised.</summary>
/// <remarks>The machine's speed changes from one second to the next, so that only neighbours are compared, and figures
/// are medians of what was compared. Where the machine's processors were two cores of the same speed before, between
/// and after two scans, these are told apart.</remarks>
internal sealed class Turns
{
    /// <summary>In this order, and again from the front: each has another way at both sides.</summary>
    private static readonly Way[] Order =
        [Way.OneThread, Way.TwoThreads, Way.Tokens, Way.TwoThreads, Way.Apart, Way.TwoThreads];

    private const int Most = 360;
    private const int SteadyWanted = 25;

    private readonly List<Turn> _all = [];

    /// <summary>The next one's, null when there have been enough.</summary>
    public Way? Next => _all.Count < Most && Ratios(Way.TwoThreads, Way.OneThread, true, RateOf).Count < SteadyWanted
        ? Order[_all.Count % Order.Length] : null;

    public void Add(Turn turn) => _all.Add(turn);

    public void Say(double bytesPerTransaction)
    {
        SayOne("1 thread", Way.OneThread);
        SayOne("2 threads", Way.TwoThreads);
        SayScaling("on two steady cores", isSteady: true);
        SayScaling("all", isSteady: false);
        double tokens = _all.Where(turn => turn.Way == Way.Tokens).Select(turn => turn.Measure.Rate).Median();
        Console.WriteLine($"mere tokenising, 2 threads {tokens * bytesPerTransaction / 1e6:N0} MB/s");
        SayTokens("on two steady cores", isSteady: true);
        SayTokens("all", isSteady: false);
    }

    private static double RateOf(Measure measure) => measure.Rate;

    private void SayTokens(string which, bool isSteady)
    {
        List<double> share = Ratios(Way.TwoThreads, Way.Tokens, isSteady, RateOf);
        List<double> cost = Ratios(Way.Tokens, Way.TwoThreads, isSteady, measure => measure.Cost);
        if (share is []) return;
        Console.WriteLine($"of its speed the scan has  {which}, {share.Count} pairs: {100 * share.Median():0} %, half "
            + $"of them {100 * share.Quantile(0.25):0} to {100 * share.Quantile(0.75):0}; "
            + $"{100 * cost.Median():0} % by processor time");
    }

    private void SayScaling(string which, bool isSteady)
    {
        List<double> scaling = Ratios(Way.TwoThreads, Way.OneThread, isSteady, RateOf);
        List<double> apart = Ratios(Way.TwoThreads, Way.Apart, isSteady, RateOf);
        if (scaling is [] || apart is []) return;
        Console.WriteLine($"scaling 1 -> 2 threads     {which}, {scaling.Count} pairs: {scaling.Median():0.00} x, half "
            + $"of them {scaling.Quantile(0.25):0.00} to {scaling.Quantile(0.75):0.00}; of two scans that share "
            + $"nothing the two threads reach {100 * apart.Median():0} % ({apart.Count} pairs), which would be "
            + $"{scaling.Median() / apart.Median():0.00} x");
    }

    // Of neighbours, whichever of the two came first.
    private List<double> Ratios(Way wanted, Way reference, bool isSteady, Func<Measure, double> figure)
    {
        List<double> ratios = [];
        foreach ((Turn first, Turn second) in _all.Zip(_all.Skip(1)))
        {
            if (isSteady && !CoreProbe.AreTwoSteadyCores([first.Before, first.After, second.After])) continue;
            if (first.Way == wanted && second.Way == reference)
                ratios.Add(figure(first.Measure) / figure(second.Measure));
            if (second.Way == wanted && first.Way == reference)
                ratios.Add(figure(second.Measure) / figure(first.Measure));
        }

        return ratios;
    }

    private void SayOne(string name, Way way)
    {
        Measure[] measures = [.. _all.Where(turn => turn.Way == way).Select(turn => turn.Measure)];
        double[] rates = [.. measures.Select(each => each.Rate)];
        Console.WriteLine($"{name,-26} {rates.Median():N0} tx/s ({rates.Min():N0} to {rates.Max():N0}), "
            + $"{1e6 * measures.Select(each => each.Cost).Median():0.00} us of processor a transaction, busy "
            + $"{100 * measures.Select(each => each.Busy).Median():0} % of two processors, "
            + $"{measures[^1].Allocated:0.0} bytes allocated a transaction, {measures[^1].Signals:N0} signals");
    }
}
