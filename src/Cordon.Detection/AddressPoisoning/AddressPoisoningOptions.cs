using System.ComponentModel.DataAnnotations;

namespace Cordon.Detection.AddressPoisoning;

public sealed class AddressPoisoningOptions
{
    /// <summary>Transfers of nothing from strangers' accounts in one transaction that are reported.</summary>
    [Range(1, 10_000)]
    public int TransfersCountMin { get; init; } = 2;

    /// <summary>Smallest units of a token up to which a transfer is dust, as a bait is.</summary>
    [Range(0L, 1_000_000_000L)]
    public long DustCountMax { get; init; } = 100_000;

    /// <summary>Native coin below which a payment is dust, in ETH.</summary>
    [Range(0.0, 1.0)]
    public double DustEthMax { get; init; } = 0.00001;

    /// <summary>Blocks whose payments are remembered, to know whom a victim pays.</summary>
    [Range(1, 10_000)]
    public int HistoryBlocksMax { get; init; } = 300;
}
