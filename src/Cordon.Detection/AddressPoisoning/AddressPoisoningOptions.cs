using System.ComponentModel.DataAnnotations;

namespace Cordon.Detection.AddressPoisoning;

public sealed class AddressPoisoningOptions
{
    /// <summary>Transfers of nothing out of strangers' accounts in one transaction from which they are reported.</summary>
    [Range(1, 10_000)]
    public int TransfersCountMin { get; init; } = 2;
}
