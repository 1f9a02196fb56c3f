using System.ComponentModel.DataAnnotations;
using Cordon.Ethereum;

namespace Cordon.Domain.Policies;

/// <summary>A Safe whose owners answer in place of whoever reaches the node.</summary>
/// <param name="Account">The Safe, on the chain of the protocol. Its own threshold says how many owners must sign.
/// </param>
public sealed record ConfirmingSafe(Address Account)
{
    /// <summary>How long after the question an answer counts; after it, nothing is done any more.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan Within { get; init; } = TimeSpan.FromHours(6);
}
