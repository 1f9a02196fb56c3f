using System.Numerics;
using Cordon.Economics.Simulation;
using Cordon.Economics.Verifiers;

namespace Cordon.Economics.Verification;

/// <summary>Random numbers, and the closed forms that simulations have to agree with.</summary>
internal static class SimulationCases
{
    private const string Topic = "simulation";
    private const int OutputsMax = 1_000_000;

    public static IEnumerable<CaseFunction> Functions =>
    [
        new(Topic, "SplitMix64", Mix),
        new(Topic, "Xoshiro256StarStar", Xoshiro),
        new(Topic, "TriageQueue", Triage),
        new(Topic, "GamblersRuin", Ruin),
        new(Topic, "ReplicatorInspection", Replicator),
        new(Topic, "SirFinalSize", Epidemic),
    ];

    private static CaseOutput Mix(CaseInputs inputs)
    {
        SplitMix64 mix = new(Word(inputs, inputs.Whole("seed"), "seed"));
        ulong[] outputs = new ulong[CountOf(inputs)];
        for (int i = 0; i < outputs.Length; i++) outputs[i] = mix.Next();
        return new CaseOutput { ["outputs"] = outputs };
    }

    private static CaseOutput Xoshiro(CaseInputs inputs)
    {
        ulong[] state = [.. inputs.Exacts("state").Select(word => Word(inputs, word.Numerator, "state"))];
        if (state.Length != 4) throw inputs.Fault("state", "four numbers");
        Xoshiro256StarStar random = new(state[0], state[1], state[2], state[3]);
        ulong[] outputs = new ulong[CountOf(inputs)];
        for (int i = 0; i < outputs.Length; i++) outputs[i] = random.Next();
        return new CaseOutput { ["outputs"] = outputs };
    }

    private static CaseOutput Triage(CaseInputs inputs)
    {
        TriageQueue queue = new TriageQueue(inputs.Number("alerts_per_hour"),
            inputs.Number("handled_per_hour_per_guardian"), inputs.Integer("guardians")).Checked();
        return new CaseOutput
        {
            ["p_wait_erlang_c"] = queue.WaitProbability,
            ["mean_wait_hours"] = queue.MeanWait,
            ["mean_queue"] = queue.MeanQueue,
            ["p_wait_exceeds_t"] = queue.WaitExceeds(inputs.Number("t_hours", 0)),
        };
    }

    private static CaseOutput Ruin(CaseInputs inputs)
    {
        GamblersRuin ruin = new GamblersRuin(
            inputs.Number("p_win"), inputs.Integer("start"), inputs.Integer("target")).Checked();
        return new CaseOutput
        {
            ["p_reach_target"] = ruin.ReachesTarget,
            ["mean_duration"] = ruin.MeanDuration,
        };
    }

    private static CaseOutput Replicator(CaseInputs inputs)
    {
        InspectionGame game = VerifierCases.GameOf(inputs, "slash");
        (double p0, double x0) = (inputs.Number("p0"), inputs.Number("x0"));
        (double p, double x) = ReplicatorDynamics.Run(game, p0, x0, inputs.Number("dt"), inputs.Integer("steps"));
        return new CaseOutput
        {
            ["invariant_H"] = ReplicatorDynamics.Invariant(game, p0, x0),
            ["invariant_H_T"] = ReplicatorDynamics.Invariant(game, p, x),
            ["interior_fixed_point"] = new Dictionary<string, object?>
            {
                ["p"] = game.InspectionProbability,
                ["x"] = game.AttackProbability,
            },
            ["p_T"] = p,
            ["x_T"] = x,
        };
    }

    private static CaseOutput Epidemic(CaseInputs inputs)
    {
        SirEpidemic epidemic = new SirEpidemic(inputs.Number("R0")).Checked();
        return new CaseOutput
        {
            ["final_size"] = epidemic.FinalSize,
            ["herd_threshold"] = epidemic.HerdThreshold,
        };
    }

    private static int CountOf(CaseInputs inputs) => inputs.Integer("n") is var n and >= 0 and <= OutputsMax
        ? n
        : throw inputs.Fault("n", $"0 to {OutputsMax}");

    private static ulong Word(CaseInputs inputs, BigInteger value, string name) =>
        value.Sign >= 0 && value <= ulong.MaxValue
            ? (ulong)value
            : throw inputs.Fault(name, "a whole number of 64 bits");
}
