using Cordon.Economics.Models;
using Cordon.Economics.Numbers;
using Cordon.Economics.Restaking;

namespace Cordon.Cli.Risk.Model;

/// <summary>Reads a restaking network: written out, or drawn from a seed.</summary>
internal static class RestakingReader
{
    public static RestakingModel Read(ModelMap map)
    {
        RestakingGraph graph = map.Part("draw") is { } draw ? Drawn(draw) : Written(map);
        RestakingModel model = new(graph, map.Has("shocks") ? Shocks(map) : RestakingModel.ShocksDefault);
        map.End();
        return model;
    }

    private static IReadOnlyList<double> Shocks(ModelMap map)
    {
        IReadOnlyList<double> shocks = map.Amounts("shocks");
        if (shocks.Any(shock => shock > 1)) throw map.Fault("shocks", "shares from 0 to 1");
        return [.. shocks.Order()];
    }

    private static RestakingGraph Written(ModelMap map)
    {
        try
        {
            return RestakingGraph.Create(
                [.. map.Parts("services").Select(ReadService)], [.. map.Parts("operators").Select(ReadOperator)]);
        }
        catch (InvalidInputException wrong)
        {
            throw map.Fault(wrong.Field.StartsWith("services") ? "services" : "operators",
                $"{wrong.Field.Replace("validators", "operators")} to be {wrong.Expected}, not {wrong.Actual}");
        }
    }

    private static RestakingService ReadService(ModelMap map)
    {
        RestakingService service = new(map.Text("id"), map.Exact("profit"), map.Exact("quorum"));
        map.End();
        return service;
    }

    private static RestakingValidator ReadOperator(ModelMap map)
    {
        RestakingValidator validator = new(
            map.Text("id"), map.Exact("stake"), [.. map.Values("services").Select(value => value.Text)]);
        map.End();
        return validator;
    }

    private static RestakingGraph Drawn(ModelMap map)
    {
        RestakingDraw draw = new()
        {
            Seed = (ulong)map.Whole("seed", 0, int.MaxValue),
            Services = map.Whole("services", 1, 10_000),
            Operators = map.Whole("operators", 1, 200_000),
            ServicesPerOperator = map.Whole("servicesPerOperator", 1, 100, 5),
            StakeMin = map.Whole("stakeMin", 1, int.MaxValue, 10_000),
            StakeMax = map.Whole("stakeMax", 1, int.MaxValue, 10_000_000),
            MarginTarget = map.Exact("margin"),
        };
        map.End();
        try
        {
            return draw.Graph();
        }
        catch (InvalidInputException wrong)
        {
            throw map.Fault(wrong.Field == nameof(draw.MarginTarget) ? "margin" : "stakeMin", wrong.Expected);
        }
    }
}
