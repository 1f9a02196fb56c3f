using System.ComponentModel.DataAnnotations;

namespace Cordon.Detection.AddressPoisoning;

public sealed class AddressPoisoningOptions
{
    /// <summary>Transfers of nothing from strangers' accounts in one transaction that are reported.</summary>
    [Range(1, 10_000)]
    public int TransfersCountMin { get; init; } = 2;
}
