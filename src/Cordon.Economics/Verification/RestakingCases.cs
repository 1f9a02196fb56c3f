using System.Text.Json;
using Cordon.Economics.Numbers;
using Cordon.Economics.Restaking;

namespace Cordon.Economics.Verification;

/// <summary>Restaking graphs: certificates, the most profitable attack, shocks and cascades.</summary>
internal static class RestakingCases
{
    private const string Topic = "restaking_graph";
    private const string ScaleTopic = "restaking_scale";
    private const int NodesPerSecond = 50_000;

    public static IEnumerable<CaseFunction> Functions =>
    [
        new(Topic, "RestakingAnalysis", Analysis),
        new(ScaleTopic, "RestakingAnalysis", Analysis),
        new(Topic, "GammaStar", Gamma),
        new(ScaleTopic, "GammaStar", Gamma),
        new(Topic, "CascadeBound", Cascade),
        new(Topic, "CascadeLengthBound", CascadeLength),
        new(Topic, "MaxClosureAttack", Closure),
        new(Topic, "IsolatedSplit", Split),
    ];

    private static CaseOutput Analysis(CaseInputs inputs)
    {
        RestakingGraph graph = GraphOf(inputs.Part("graph"));
        double seconds = inputs.Number("time_limit_seconds", 4);
        SearchLimits limits = new(NodesMax: (long)Math.Clamp(seconds * NodesPerSecond, 1, 1e9));
        RestakingAnalysis analysis = RestakingAnalyzer.Analyze(graph, limits);
        CaseOutput output = new()
        {
            ["secure"] = analysis.Verdict switch
            {
                RestakingVerdict.Secure => true,
                RestakingVerdict.AttackFound => false,
                _ => "undecided",
            },
            ["max_attack_profit"] = analysis.IsProved
                ? analysis.GainUpper
                : $"between {analysis.GainLower.ToDouble()} and {analysis.GainUpper.ToDouble()}",
            ["gamma_eigenlayer"] = OrInfinity(analysis.Certificate.Gamma),
            ["gamma_tightened_quorum"] = analysis.Tightened is { } tightened ? OrInfinity(tightened.Gamma) : null,
            ["gamma_exact"] = () => RestakingAnalyzer.TryExactGamma(graph, out Rational? gamma, limits)
                ? OrInfinity(gamma)
                : "undecided",
            ["eigenlayer_excess_bound"] = analysis.Certificate.ExcessBound,
            ["lp_relaxation_bound"] = () => (object)LinearRelaxation.Bound(graph),
            ["binding_validators_eigenlayer"] = analysis.Certificate.Binding.Select(v => graph.Validators[v].Id),
            ["free_attack_services"] = analysis.FreeServices,
            ["an_optimal_attack_services"] = SomeBest(analysis, (attack) => attack.Services,
                names => SumOf(graph, names) >= analysis.GainUpper),
            ["an_optimal_attack_validators"] = SomeBest(analysis, attack => attack.Validators,
                names => graph.AttackOf(IndexesOf(graph, names)).Gain == analysis.GainUpper),
        };
        if (inputs.Has("psi")) AddShocks(output, graph, inputs);
        return output;
    }

    private static void AddShocks(CaseOutput output, RestakingGraph graph, CaseInputs inputs)
    {
        string[] names = inputs.Texts("psi");
        Lazy<IReadOnlyList<ShockLoss>> losses = new(() => ShockEnumeration.Of(graph, inputs.Exacts("psi")));
        output["R_psi_paper_formula"] = () => names.Index()
            .ToDictionary(n => n.Item, n => (object?)losses.Value[n.Index].PaperFormula);
        output["worst_total_loss"] = () => names.Index()
            .ToDictionary(n => n.Item, n => (object?)losses.Value[n.Index].WorstTotalLoss);
    }

    // Several coalitions can be best: another one than ours is right if it gains as much.
    private static CaseCheck SomeBest(
        RestakingAnalysis analysis, Func<RestakingAttack, IReadOnlyList<string>> part,
        Func<IReadOnlyList<string>, bool> gainsAsMuch) => new(
            analysis.Attack is { } attack ? string.Join(", ", part(attack)) : "no attack",
            expected =>
            {
                if (analysis.Attack is not { } best || expected.ValueKind != JsonValueKind.Array) return false;
                string[] names = [.. expected.EnumerateArray().Select(name => name.ToString())];
                return names.Order().SequenceEqual(part(best).Order()) || gainsAsMuch(names);
            });

    private static Rational SumOf(RestakingGraph graph, IReadOnlyList<string> services) => Rational.Sum(
        graph.Services.Where(service => services.Contains(service.Id)).Select(service => service.Profit));

    private static IEnumerable<int> IndexesOf(RestakingGraph graph, IReadOnlyList<string> validators) =>
        Enumerable.Range(0, graph.Validators.Count).Where(v => validators.Contains(graph.Validators[v].Id));

    private static CaseOutput Gamma(CaseInputs inputs)
    {
        EigenLayerCertificate certificate = EigenLayerCertificate.Of(GraphOf(inputs.Part("graph")));
        return new CaseOutput { ["gamma_eigenlayer"] = OrInfinity(certificate.Gamma) };
    }

    private static CaseOutput Cascade(CaseInputs inputs) => new()
    {
        ["R_bound"] = CascadeBounds.LossShare(inputs.Exact("gamma"), inputs.Exact("psi")),
    };

    private static CaseOutput CascadeLength(CaseInputs inputs)
    {
        (double bound, long rounds) = CascadeBounds.Length(
            inputs.Number("gamma"), inputs.Number("psi"), inputs.Number("total_stake"), inputs.Number("min_stake"),
            inputs.Integer("reference_depth", 1));
        return new CaseOutput { ["bound"] = bound, ["max_rounds"] = rounds };
    }

    private static CaseOutput Closure(CaseInputs inputs)
    {
        RestakingAttack attack = MaxClosure.Attack(GraphOf(inputs.Part("graph")));
        return new CaseOutput
        {
            ["max_attack_profit"] = attack.Gain,
            ["n_attacked_services"] = attack.Services.Count,
        };
    }

    private static CaseOutput Split(CaseInputs inputs)
    {
        RestakingGraph graph = GraphOf(inputs.Part("graph"));
        IsolatedSplit split = IsolatedSplit.Of(graph);
        return new CaseOutput
        {
            ["isolated_stake_per_service"] = graph.Services.Index()
                .ToDictionary(s => s.Item.Id, s => (object?)split.StakePerService[s.Index]),
            ["total_isolated"] = split.Total,
            ["total_restaked"] = split.TotalRestaked,
        };
    }

    private static object OrInfinity(Rational? gamma) => gamma is { } value ? value : double.PositiveInfinity;

    private static RestakingGraph GraphOf(CaseInputs graph) => RestakingGraph.Create(
        [.. graph.Parts("services").Select(service =>
            new RestakingService(service.Text("id"), service.Exact("profit"), service.Exact("alpha")))],
        [.. graph.Parts("validators").Select(validator =>
            new RestakingValidator(validator.Text("id"), validator.Exact("stake"), validator.Texts("services")))]);
}
