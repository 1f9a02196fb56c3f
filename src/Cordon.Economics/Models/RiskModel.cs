using Cordon.Economics.Governance;

namespace Cordon.Economics.Models;

/// <summary>Everything that a risk report or the on-chain defaults are derived from. Money in one unit.</summary>
public sealed record RiskModel
{
    public required string Name { get; init; }

    /// <summary>The unit of money, for labels only.</summary>
    public string Currency { get; init; } = "USD";

    public IReadOnlyList<ProtocolModel> Protocols { get; init; } = [];

    public IReadOnlyList<Exposure> Exposures { get; init; } = [];

    public ContagionModel Contagion { get; init; } = new();

    public RestakingModel? Restaking { get; init; }

    public DetectionModel Detection { get; init; } = new();

    public GuardianModel? Guardians { get; init; }

    public BountyModel? Bounty { get; init; }

    /// <summary>The market in which votes can be bought; null when nothing is voted on.</summary>
    public VoteMarket? Votes { get; init; }

    /// <summary>What each holder has, for concentration; in any one unit.</summary>
    public IReadOnlyList<double> VoteHoldings { get; init; } = [];

    public CouncilModel? Council { get; init; }
}
