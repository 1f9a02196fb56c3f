using Cordon.Economics.Numbers;

namespace Cordon.Economics.Restaking;

/// <summary>The same security without restaking: each service gets profit / alpha of stake of its own.</summary>
/// <param name="StakePerService">By service the stake it needs alone.</param>
/// <param name="Total">All of it together.</param>
/// <param name="TotalRestaked">The stake of the restaking graph.</param>
/// <remarks>A graph that passes EigenLayer's condition always splits so (arXiv 2505.24440): the certificate alone
/// proves no capital saving. Validator v gives s the part stake_v * profit_s / quorum_s of its stake, which for
/// all services together is T_v times its stake.</remarks>
public sealed record IsolatedSplit(IReadOnlyList<Rational> StakePerService, Rational Total, Rational TotalRestaked)
{
    /// <summary>Computes the split; where EigenLayer's condition fails it asks more than the validators have.</summary>
    public static IsolatedSplit Of(RestakingGraph graph)
    {
        Rational[] stakes = [.. graph.Services.Select(service => service.Profit / service.Alpha)];
        return new(stakes, stakes.Aggregate(Rational.Zero, (sum, stake) => sum + stake), graph.TotalStake());
    }

    /// <summary>The part of a validator's stake that a service gets.</summary>
    public static Rational Part(RestakingGraph graph, int validator, int service)
    {
        if (!graph.ServicesOf(validator).Contains(service) || graph.StakeBehind(service).Sign == 0) return default;
        return graph.Validators[validator].Stake * graph.Services[service].Profit / graph.Quorum(service);
    }
}
