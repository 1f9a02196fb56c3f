using System.Collections.Immutable;
using Cordon.Detection.AbnormalOutflow;
using Cordon.Detection.AddressPoisoning;
using Cordon.Detection.ApprovalDrain;
using Cordon.Detection.Arbitrage;
using Cordon.Detection.AttackerProfit;
using Cordon.Detection.BorrowedVotes;
using Cordon.Detection.BridgeImbalance;
using Cordon.Detection.ExploitContract;
using Cordon.Detection.FlashLoan;
using Cordon.Detection.Flows;
using Cordon.Detection.GovernanceAttack;
using Cordon.Detection.Liquidation;
using Cordon.Detection.LiquidationSpike;
using Cordon.Detection.OracleDeviation;
using Cordon.Detection.PriceManipulation;
using Cordon.Detection.PrivilegeChange;
using Cordon.Detection.Reentrancy;
using Cordon.Detection.Sandwich;
using Cordon.Detection.ShareInflation;
using Cordon.Detection.SlowDrain;
using Cordon.Detection.Statistics;
using Cordon.Detection.UnbackedMint;
using Cordon.Domain.Protocols;
using Cordon.Domain.Signals;

namespace Cordon.Detection.Registry;

/// <summary>Every detector that this build has. A new one is a folder and one line here.</summary>
public static class DetectorRegistry
{
    /// <summary>In alphabetical order, which is also the order in which they report.</summary>
    public static ImmutableArray<DetectorEntry> Entries { get; } =
    [
        DetectorEntry.OfHistory<AbnormalOutflowOptions, SeriesBook>(
            "abnormal-outflow", (options, watched) => new AbnormalOutflowDetector(options, watched)),
        DetectorEntry.OfHistory<AddressPoisoningOptions, PaymentBook>(
            "address-poisoning", options => new AddressPoisoningDetector(options)),
        DetectorEntry.OfFlows<ApprovalDrainOptions>(
            "approval-drain", options => new ApprovalDrainDetector(options)),
        DetectorEntry.Of<ArbitrageOptions>("arbitrage", options => new ArbitrageDetector(options)),
        DetectorEntry.OfFlows<AttackerProfitOptions>("attacker-profit", options => new AttackerProfitDetector(options)),
        DetectorEntry.OfHistory<BorrowedVotesOptions, VoteBook>(
            "borrowed-votes", options => new BorrowedVotesDetector(options)),
        DetectorEntry.OfHistory<BridgeImbalanceOptions, BridgeState>(
            "bridge-imbalance", options => new BridgeImbalanceDetector(options)),
        DetectorEntry.Of<ExploitContractOptions>(
            "exploit-contract", (options, watched) => new ExploitContractDetector(options, watched)),
        DetectorEntry.Of<FlashLoanOptions>("flash-loan", options => new FlashLoanDetector(options)),
        DetectorEntry.Of<GovernanceAttackOptions>(
            "governance-attack", options => new GovernanceAttackDetector(options)),
        DetectorEntry.Of<LiquidationOptions>("liquidation", options => new LiquidationDetector(options)),
        DetectorEntry.OfHistory<LiquidationSpikeOptions, SeriesBook>(
            "liquidation-spike", options => new LiquidationSpikeDetector(options)),
        DetectorEntry.OfHistory<OracleDeviationOptions, SeriesBook>(
            "oracle-deviation", options => new OracleDeviationDetector(options)),
        DetectorEntry.OfFlows<PriceManipulationOptions>(
            "price-manipulation", options => new PriceManipulationDetector(options)),
        DetectorEntry.Of<PrivilegeChangeOptions>(
            "privilege-change", (options, watched) => new PrivilegeChangeDetector(options, watched)),
        DetectorEntry.OfFlows<ReentrancyOptions>("reentrancy", options => new ReentrancyDetector(options)),
        DetectorEntry.Of<SandwichOptions>("sandwich", options => new SandwichDetector(options)),
        DetectorEntry.OfFlows<ShareInflationOptions>(
            "share-inflation", options => new ShareInflationDetector(options)),
        DetectorEntry.OfHistory<SlowDrainOptions, DrainBook>(
            "slow-drain", (options, watched) => new SlowDrainDetector(options, watched)),
        DetectorEntry.OfFlows<UnbackedMintOptions>("unbacked-mint", options => new UnbackedMintDetector(options)),
    ];

    /// <summary>Finds a detector by name, null where there is none.</summary>
    public static DetectorEntry? Find(string name) => Entries.FirstOrDefault(entry => entry.Name == name);

    /// <summary>Makes detectors.</summary>
    /// <param name="watched">The protected contracts.</param>
    /// <param name="names">Which ones; null for all.</param>
    /// <param name="optionsOf">Options by detector name, an instance of the entry's options type or null.</param>
    /// <exception cref="ArgumentException">A name is not registered; the message lists those that are.</exception>
    public static DetectorSet Create(
        WatchList watched, IReadOnlyCollection<string>? names = null, Func<DetectorEntry, object?>? optionsOf = null)
    {
        foreach (string name in names ?? [])
        {
            if (Find(name) is null) throw new ArgumentException($"There is no detector '{name}'. {Known()}");
        }

        object[] made = Entries
            .Where(entry => names is null || names.Contains(entry.Name))
            .Select(entry => entry.Create(optionsOf?.Invoke(entry), watched))
            .ToArray();
        return new DetectorSet(TransactionScan.Merge(made.OfType<IDetector>()), [.. made.OfType<HistoryStage>()]);
    }

    private static string Known() => Entries.IsEmpty
        ? "None is registered."
        : $"Known: {string.Join(", ", Entries.Select(entry => entry.Name))}.";
}
