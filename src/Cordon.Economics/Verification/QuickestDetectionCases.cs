using Cordon.Economics.QuickestDetection;

namespace Cordon.Economics.Verification;

/// <summary>Sequential tests and cumulative sums.</summary>
internal static class QuickestDetectionCases
{
    private const string Sequential = "sprt";
    private const string Cumulative = "cusum";

    public static IEnumerable<CaseFunction> Functions =>
    [
        new(Sequential, "Sprt", Bernoulli),
        new(Sequential, "SprtPath", Path),
        new(Cumulative, "CusumArl", RunLengths),
        new(Cumulative, "CusumThreshold", Threshold),
        new(Cumulative, "CusumPath", CumulativePath),
        new(Cumulative, "PoissonCusum", Poisson),
        new(Cumulative, "LordenDelay", Lorden),
    ];

    private static CaseOutput Bernoulli(CaseInputs inputs)
    {
        BernoulliSprt test = new BernoulliSprt(new SequentialTest(inputs.Number("alpha"), inputs.Number("beta")),
            inputs.Number("p0"), inputs.Number("p1")).Checked();
        Lazy<ExactSprt> exact = new(test.Exact);
        return new CaseOutput
        {
            ["upper_log_threshold"] = test.Test.Upper,
            ["lower_log_threshold"] = test.Test.Lower,
            ["llr_success"] = test.StepOfAlert,
            ["llr_failure"] = test.StepOfSilence,
            ["wald_asn_h0"] = test.WaldLengthUnderH0,
            ["wald_asn_h1"] = test.WaldLengthUnderH1,
            ["exact_false_alarm"] = () => (object)exact.Value.FalseAlarm,
            ["exact_miss"] = () => (object)exact.Value.Miss,
            ["exact_asn_h0"] = () => (object)exact.Value.LengthUnderH0,
            ["exact_asn_h1"] = () => (object)exact.Value.LengthUnderH1,
        };
    }

    private static CaseOutput Path(CaseInputs inputs)
    {
        NormalSprt test = new NormalSprt(new SequentialTest(inputs.Number("alpha"), inputs.Number("beta")),
            inputs.Number("mean_h0", 0), inputs.Number("mean_h1"), inputs.Number("sigma", 1)).Checked();
        SequentialPath path = test.Follow(inputs.Numbers("observations"));
        return new CaseOutput
        {
            ["llr_path"] = path.LogLikelihoodRatios,
            ["decision"] = path.Decision switch
            {
                SequentialDecision.AcceptH1 => "accept_h1",
                SequentialDecision.AcceptH0 => "accept_h0",
                _ => "continue",
            },
            ["stopped_at"] = path.StoppedAt,
            ["wald_asn_h0"] = test.WaldLengthUnderH0,
            ["wald_asn_h1"] = test.WaldLengthUnderH1,
        };
    }

    private static CaseOutput RunLengths(CaseInputs inputs)
    {
        Cusum cusum = new(inputs.Number("k"), inputs.Number("h"));
        double[] shifts = inputs.Numbers("mean_shifts");
        double start = inputs.Number("headstart", 0);
        bool isTwoSided = inputs.Text("sided", "one") switch
        {
            "one" => false,
            "two" => true,
            _ => throw inputs.Fault("sided", "\"one\" or \"two\""),
        };
        double[] lengths = [.. shifts.Select(shift => isTwoSided
            ? CusumRunLength.TwoSided(cusum, shift, start)
            : CusumRunLength.OneSided(cusum, shift, start))];
        return new CaseOutput
        {
            ["arl"] = lengths,
            ["published"] = lengths,
            ["siegmund"] = shifts.Select(shift => isTwoSided
                ? 1 / (1 / CusumRunLength.Siegmund(cusum, shift) + 1 / CusumRunLength.Siegmund(cusum, -shift))
                : CusumRunLength.Siegmund(cusum, shift)),
        };
    }

    private static CaseOutput Threshold(CaseInputs inputs)
    {
        double allowance = inputs.Number("k");
        double target = inputs.Number("target_in_control_arl");
        // Two like sums raise twice as many false alarms as one.
        bool isTwoSided = inputs.Text("sided", "one") == "two";
        double threshold = CusumRunLength.ThresholdFor(allowance, isTwoSided ? 2 * target : target);
        Cusum cusum = new(allowance, threshold);
        return new CaseOutput
        {
            ["h"] = threshold,
            ["arl_at_1_sigma"] = isTwoSided
                ? CusumRunLength.TwoSided(cusum, 1)
                : CusumRunLength.OneSided(cusum, 1),
        };
    }

    private static CaseOutput CumulativePath(CaseInputs inputs)
    {
        CusumPath path = new Cusum(inputs.Number("k"), inputs.Number("h")).Checked()
            .Follow(inputs.Numbers("observations"));
        return new CaseOutput
        {
            ["statistic"] = path.Statistic,
            ["alarm_at"] = path.AlarmAt,
            ["changepoint_estimate"] = path.ChangeEstimate,
        };
    }

    private static CaseOutput Poisson(CaseInputs inputs)
    {
        bool alarmsAtThreshold = inputs.Text("alarm", "S>=h").Replace(" ", "") switch
        {
            "S>=h" => true,
            "S>h" => false,
            _ => throw inputs.Fault("alarm", "\"S>=h\" or \"S>h\""),
        };
        PoissonCusum cusum = new(inputs.Integer("k"), inputs.Integer("h"), alarmsAtThreshold);
        return new CaseOutput
        {
            ["arl0"] = cusum.RunLength(inputs.Number("rate_in_control")),
            ["arl1"] = cusum.RunLength(inputs.Number("rate_attack")),
        };
    }

    private static CaseOutput Lorden(CaseInputs inputs) => new()
    {
        ["asymptotic_worst_delay"] = LordenBound.Delay(
            inputs.Number("false_alarm_mean_time"), inputs.Number("kl_information")),
    };
}
