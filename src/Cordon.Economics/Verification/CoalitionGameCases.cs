using System.Text.Json;
using Cordon.Economics.Coalitions;
using Cordon.Economics.Numbers;

namespace Cordon.Economics.Verification;

/// <summary>Who pays what for a shared defence.</summary>
internal static class CoalitionGameCases
{
    private const string Topic = "coalition_games";

    public static IEnumerable<CaseFunction> Functions =>
    [
        new(Topic, "ShapleyCost", Cost),
        new(Topic, "ShapleyValue", Value),
    ];

    private static CaseOutput Cost(CaseInputs inputs)
    {
        if (inputs.Has("values")) return Value(inputs);
        _ = inputs.Text("game", "cost");
        string characteristic = inputs.Text("characteristic", inputs.Has("standalone") ? "max" : "sqrt_sum_squares");
        if (characteristic == "sqrt_sum_squares") return RiskPool(inputs.Numbers("independent_stdevs"));

        Rational[] standalone = inputs.Exacts("standalone");
        return characteristic switch
        {
            "max" => Exact(standalone, CostSharing.Airport(standalone), Largest),
            "sum" => Exact(standalone, standalone, (costs, group) => Rational.Sum(Members(costs, group))),
            _ => throw inputs.Fault("characteristic", "max, sum or sqrt_sum_squares"),
        };
    }

    private static CaseOutput Exact(
        Rational[] standalone, Rational[] shapley, Func<Rational[], uint, Rational> cost)
    {
        Func<CostGame> game = () => new CostGame(standalone.Length, group => cost(standalone, group));
        CaseOutput output = new()
        {
            ["shapley"] = shapley,
            ["total"] = Rational.Sum(shapley),
            ["standalone_total"] = Rational.Sum(standalone),
            ["in_core"] = new Func<object?>(() => game().IsInCore(shapley, isCost: true)),
        };
        AddCore(output, game, isCost: true);
        return output;
    }

    private static CaseOutput RiskPool(double[] deviations) => new()
    {
        ["shapley"] = CostSharing.RiskPool(deviations),
        ["total"] = Math.Sqrt(deviations.Sum(s => s * s)),
        ["standalone_total"] = deviations.Sum(),
        ["euler_allocation"] = CostSharing.EulerShares(deviations),
    };

    private static CaseOutput Value(CaseInputs inputs)
    {
        bool isCost = inputs.Text("game", "value") switch
        {
            "value" => false,
            "cost" => true,
            _ => throw inputs.Fault("game", "\"value\" or \"cost\""),
        };
        _ = inputs.Has("bit_order");
        CostGame game = Game(inputs, inputs.Part("values"));
        Rational[] shapley = game.Shapley();
        CaseOutput output = new()
        {
            ["shapley"] = shapley,
            ["total"] = game.Total,
            ["in_core"] = game.IsInCore(shapley, isCost),
        };
        AddCore(output, () => game, isCost);
        return output;
    }

    private static CostGame Game(CaseInputs inputs, CaseInputs values)
    {
        int members = values.Names.Select(name => name.Length).DefaultIfEmpty(0).Max();
        if (members is 0 or > CostGame.MembersMax || values.Names.Any(name => name.Any(bit => bit is not ('0' or '1'))))
            throw inputs.Fault("values", $"groups as bits, for 1 to {CostGame.MembersMax} members");
        return new CostGame(members, group =>
        {
            string name = Convert.ToString(group, 2).PadLeft(members, '0');
            return group == 0 ? values.Exact(name, Rational.Zero) : values.Exact(name);
        });
    }

    // A core has one point only by chance: whatever lies in it is right.
    private static void AddCore(CaseOutput output, Func<CostGame> game, bool isCost)
    {
        output["core_empty"] = new Func<object?>(() => Core.Of(game(), isCost).IsEmpty);
        output["least_core_epsilon"] = new Func<object?>(() => Core.Of(game(), isCost).WorstComplaint);
        output["core_point"] = new Func<object?>(() =>
        {
            Core core = Core.Of(game(), isCost);
            return core.IsEmpty
                ? null
                : new CaseCheck(string.Join(", ", core.Shares), expected => IsInCore(game(), expected, isCost));
        });
    }

    private static bool IsInCore(CostGame game, JsonElement expected, bool isCost)
    {
        if (expected.ValueKind != JsonValueKind.Array || expected.GetArrayLength() != game.Members) return false;
        return game.IsInCore([.. CaseValue.Items(expected, "core_point", CaseValue.Exact)], isCost);
    }

    private static Rational Largest(Rational[] costs, uint group) =>
        Members(costs, group).Aggregate(Rational.Zero, Rational.Max);

    private static IEnumerable<Rational> Members(Rational[] costs, uint group) =>
        costs.Where((_, i) => ((group >> i) & 1) == 1);
}
