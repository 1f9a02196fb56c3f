using Cordon.Economics.Numbers;
using Cordon.Economics.Restaking;
using Cordon.Economics.Simulation;

namespace Cordon.Economics.Models;

/// <summary>A restaking network drawn from a seed: the same seed gives the same network on every machine.</summary>
public sealed record RestakingDraw
{
    public required ulong Seed { get; init; }

    public required int Services { get; init; }

    public required int Operators { get; init; }

    /// <summary>On average; each operator serves at least one and at most twice as many less one.</summary>
    public required int ServicesPerOperator { get; init; }

    /// <summary>Of an operator; stakes are spread evenly over the orders of magnitude.</summary>
    public required int StakeMin { get; init; }

    public required int StakeMax { get; init; }

    /// <summary>The margin of EigenLayer's condition that profits are scaled to; above -1.</summary>
    public required Rational MarginTarget { get; init; }

    /// <summary>The network, its ids <c>service-1</c> and <c>operator-1</c> onwards.</summary>
    /// <exception cref="InvalidInputException">A bound is out of range.</exception>
    public RestakingGraph Graph()
    {
        Require.Range(StakeMin, 1, StakeMax);
        if (MarginTarget <= -1)
            throw new InvalidInputException(nameof(MarginTarget), $"{MarginTarget}", "a margin above -1");

        Xoshiro256StarStar chance = new(Seed);
        List<RestakingValidator> operators = [];
        for (int v = 0; v < Operators; v++)
        {
            double logStake = Math.Log(StakeMin) + (chance.Uniform() * Math.Log((double)StakeMax / StakeMin));
            int count = 1 + chance.Below(Math.Max(1, (2 * ServicesPerOperator) - 1));
            HashSet<int> served = [];
            for (int i = 0; i < Math.Min(count, Services); i++) served.Add(chance.Below(Services));
            operators.Add(new RestakingValidator(
                $"operator-{v + 1}",
                Round((long)Math.Exp(logStake)),
                [.. served.Order().Select(s => $"service-{s + 1}")]));
        }

        Rational[] quorums = [new(1, 3), new(1, 2), new(2, 3)];
        List<RestakingService> raw = [];
        for (int s = 0; s < Services; s++)
            raw.Add(new RestakingService($"service-{s + 1}", 1 + chance.Below(1_000_000), quorums[chance.Below(3)]));

        // Margin is 1/load - 1 and loads are linear in the profits.
        RestakingGraph unscaled = RestakingGraph.Create([.. Served(raw, operators)], operators);
        Rational load = EigenLayerCertificate.Of(unscaled).Gamma is { } gamma ? 1 / (gamma + 1) : Rational.One;
        Rational scale = 1 / ((MarginTarget + 1) * load);
        return RestakingGraph.Create(
            [.. unscaled.Services.Select(service => service with
            {
                Profit = Rational.Floor(service.Profit * scale),
            })],
            operators);
    }

    // Two digits, as people stake: sums then meet, and the smallest coalitions are found quickly.
    private static long Round(long stake)
    {
        long unit = 1;
        while (stake / unit >= 100) unit *= 10;
        return stake / unit * unit;
    }

    // A service that nobody serves would be a free attack, which is not what this network is to show.
    private static IEnumerable<RestakingService> Served(
        List<RestakingService> services, List<RestakingValidator> operators)
    {
        HashSet<string> served = [.. operators.SelectMany(validator => validator.Services)];
        return services.Select(service => served.Contains(service.Id) ? service : service with { Profit = 0 });
    }
}
