using System.ComponentModel.DataAnnotations;

namespace Cordon.Response.Attestations;

/// <summary>Bounds of the endpoint that other nodes call.</summary>
public sealed record ExchangeServerOptions
{
    /// <summary>Open connections in all.</summary>
    [Range(1, 100_000)]
    public int ConnectionsMax { get; init; } = 2_048;

    /// <summary>Open connections from one address, so that a single machine cannot take all of them.</summary>
    [Range(1, 100_000)]
    public int ConnectionsPerAddressMax { get; init; } = 32;
}
