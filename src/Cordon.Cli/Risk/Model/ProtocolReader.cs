using Cordon.Economics.Corruption;
using Cordon.Economics.Liquidations;
using Cordon.Economics.Models;

namespace Cordon.Cli.Risk.Model;

/// <summary>Reads one protocol of a risk model.</summary>
internal static class ProtocolReader
{
    public static ProtocolModel Read(ModelMap map)
    {
        ProtocolModel protocol = new()
        {
            Name = map.Text("name"),
            Chain = map.ChainId("chain", 1),
            Corruption = new CorruptionModel
            {
                Stake = map.Amount("stake"),
                Quorum = map.Share("quorum"),
                SlashFraction = map.Share("slashFraction", 1),
                PriceDropAfterAttack = map.Share("priceDropAfterAttack", 0),
                UnslashedExitable = map.Share("unslashedExitable", 0),
                OperatingCost = map.Amount("operatingCost", 0),
                Tvl = map.Amount("tvl"),
                ExtractableFraction = map.Share("extractableFraction", 1),
                Monetisation = map.Share("monetisation", 1),
                ShortProfit = map.Amount("shortProfit", 0),
            },
            DrainPerMinute = map.Amount("drainPerMinute", double.PositiveInfinity),
            Equity = map.Amount("equity", 0),
            ExternalAssets = map.Has("externalAssets") ? map.Amount("externalAssets") : null,
            PauseCostPerHour = map.Amount("pauseCostPerHour", 0),
            ExploitsPerYear = map.Amount("exploitsPerYear", 0),
            Recovery = map.Share("recovery", 0),
            MonitoringPerYear = map.Amount("monitoringPerYear", 0),
            RevenueOnTvl = map.Amount("revenueOnTvl", 0.01),
            StakeYield = map.Amount("stakeYield", 0.05),
            Oracle = map.Part("oracle") is { } oracle ? ReadOracle(oracle) : null,
            Collateral = map.Part("collateral") is { } collateral ? ReadCollateral(collateral) : null,
        };
        map.End();
        return protocol;
    }

    private static OracleModel ReadOracle(ModelMap map)
    {
        OracleModel oracle = new(map.Positive("poolTokens"), map.Positive("poolQuote"),
            map.ShareBelowOne("fee", 0.003), map.Positive("moveNeeded"));
        map.End();
        return oracle;
    }

    private static CollateralModel ReadCollateral(ModelMap map)
    {
        CollateralModel collateral = new(
            map.Positive("poolTokens"), map.Positive("poolQuote"), map.Amount("bonus", 0.05), map.Share("shock"),
            [.. map.Parts("positions").Select(ReadPosition)]);
        map.End();
        return collateral;
    }

    private static SpiralPosition ReadPosition(ModelMap map)
    {
        double threshold = map.Share("liqThreshold");
        if (threshold == 0) throw map.Fault("liqThreshold", "a share above 0");
        SpiralPosition position = new(map.Amount("units"), map.Amount("debt"), threshold);
        map.End();
        return position;
    }
}
