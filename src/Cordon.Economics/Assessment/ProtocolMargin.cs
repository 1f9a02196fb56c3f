using System.Collections.Immutable;
using Cordon.Economics.Corruption;
using Cordon.Economics.Liquidations;
using Cordon.Economics.Models;
using Cordon.Economics.Pricing;

namespace Cordon.Economics.Assessment;

/// <summary>View 1, the corruption margin of one protocol.</summary>
public sealed record ProtocolMargin
{
    private const double Spare = 1.1; // fixes aim at a tenth more than breaking even
    private const double DailyWithdrawals = 0.1; // a limit below this share of the value a day would trap users
    private const double MinutesPerDay = 1440;

    public required string Name { get; init; }

    public required ulong Chain { get; init; }

    public required double Tvl { get; init; }

    public required double Stake { get; init; }

    /// <summary>Cost against profit when everything extractable is taken.</summary>
    public required CorruptionAnalysis Unlimited { get; init; }

    /// <summary>What an attacker takes on average before it is stopped, under today's withdrawal limit.</summary>
    public required double ExpectedDrain { get; init; }

    /// <summary>Cost over profit when the limit and the guardians hold; never below the unlimited ratio.</summary>
    public required double LimitedRatio { get; init; }

    public bool IsSecure => LimitedRatio > 1;

    /// <summary>What one minute of faster detection saves in one attack.</summary>
    public required double ValueOfAMinute { get; init; }

    public required HeatMap HeatMap { get; init; }

    /// <summary>Fair yearly price of covering what can be extracted.</summary>
    public required double CoverPremium { get; init; }

    /// <summary>What moving the oracle far enough costs; null without a model of it.</summary>
    public required double? OracleCost { get; init; }

    public required double? OracleCapital { get; init; }

    /// <summary>What the modelled shock does to the borrowers; null without borrowers.</summary>
    public required LiquidationSpiral? Spiral { get; init; }

    /// <summary>Debt that liquidating in the spiral leaves unpaid.</summary>
    public required double SpiralBadDebt { get; init; }

    /// <summary>What would make it safe, the cheapest first; empty when it is.</summary>
    public required ImmutableArray<Fix> Fixes { get; init; }

    internal static ProtocolMargin Of(ProtocolModel protocol, DetectionModel detection, string currency)
    {
        CorruptionAnalysis unlimited = CorruptionEconomics.Analyse(protocol.Corruption);
        DrainRace race = Race(protocol, detection);
        double drained = race.ExpectedLoss();
        double limitedProfit = (drained * protocol.Corruption.Monetisation) + protocol.Corruption.ShortProfit;
        double limited = limitedProfit > 0 ? unlimited.CostOfCorruption / limitedProfit : double.PositiveInfinity;
        LiquidationSpiral? spiral = protocol.Collateral is { } book ? SpiralOf(book) : null;
        return new ProtocolMargin
        {
            Name = protocol.Name,
            Chain = protocol.Chain,
            Tvl = protocol.Corruption.Tvl,
            Stake = protocol.Corruption.Stake,
            Unlimited = unlimited,
            ExpectedDrain = drained,
            LimitedRatio = limited,
            ValueOfAMinute = race.ValueOfDetectingSooner(Math.Min(1, race.MeanTimeToDetect)),
            HeatMap = HeatMap.Of(protocol.Corruption),
            CoverPremium = Cover.Of(protocol.ExploitsPerYear, protocol.Recovery, 0.04, 1).Upfront
                * protocol.Extractable,
            OracleCost = protocol.Oracle?.CostToMove,
            OracleCapital = protocol.Oracle?.CapitalToMove,
            Spiral = spiral,
            SpiralBadDebt = spiral is null ? 0 : BadDebt(protocol.Collateral!, spiral),
            Fixes = limited > 1 ? [] : [.. FixesOf(protocol, unlimited, race, currency).OrderBy(f => f.CostPerYear)],
        };
    }

    private static DrainRace Race(ProtocolModel protocol, DetectionModel detection) => new()
    {
        VulnerableValue = protocol.Extractable,
        DrainRate = protocol.DrainPerMinute,
        MeanTimeToDetect = detection.MeanMinutesToDetect,
        MeanTimeToRespond = detection.MeanMinutesToRespond,
    };

    private static IEnumerable<Fix> FixesOf(
        ProtocolModel protocol, CorruptionAnalysis analysis, DrainRace race, string currency)
    {
        CorruptionModel model = protocol.Corruption;
        double stake = analysis.RequiredStake * Spare;
        if (double.IsFinite(stake))
        {
            double more = stake - model.Stake;
            yield return new Fix(
                $"raise the stake by {MoneyText.Of(more, currency)} to {MoneyText.Of(stake, currency)}",
                more * protocol.StakeYield);
        }

        double cap = analysis.CriticalTvl / Spare;
        if (cap > 0)
        {
            yield return new Fix(
                $"cap the value locked at {MoneyText.Of(cap, currency)}", (model.Tvl - cap) * protocol.RevenueOnTvl);
        }

        double bearable = (analysis.CostOfCorruption - model.ShortProfit) / model.Monetisation / Spare;
        double rate = bearable > 0 ? race.RateLimitFor(bearable) : 0;
        if (double.IsFinite(rate) && rate * MinutesPerDay >= DailyWithdrawals * model.Tvl)
            yield return new Fix($"limit withdrawals to {MoneyText.Of(rate, currency)} a minute", 0);
    }

    private static LiquidationSpiral SpiralOf(CollateralModel book) =>
        LiquidationSpiral.Of(book.Positions, book.PoolTokens, book.PoolQuote, book.Shock);

    private static double BadDebt(CollateralModel book, LiquidationSpiral spiral) =>
        spiral.Liquidated.Sum(i => ToxicLiquidation.Of(
            book.Positions[i].Debt, book.Positions[i].Units * spiral.FinalPrice, book.Bonus).BadDebtIfLiquidated);
}
