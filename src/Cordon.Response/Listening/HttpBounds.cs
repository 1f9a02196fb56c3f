using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Cordon.Response.Listening;

/// <summary>What strangers can make a small server hold at most. Only what differs between servers is here; the rest is
/// the same for all, in <see cref="BoundedServer"/>.</summary>
public sealed record HttpBounds
{
    /// <summary>One protocol, without a choice by the caller.</summary>
    public required HttpProtocols Protocol { get; init; }

    /// <summary>The longest body of a request, in bytes.</summary>
    public required int BodyBytesMax { get; init; }

    /// <summary>Headers of a request, by number; their length is bounded for all servers alike.</summary>
    public required int HeadersMax { get; init; }

    /// <summary>Open connections in all.</summary>
    public required int ConnectionsMax { get; init; }

    /// <summary>Open connections from one address; null where all may come from one, as where only this machine can
    /// call.</summary>
    public int? ConnectionsPerAddressMax { get; init; }

    /// <summary>How long a connection without a request stays open.</summary>
    public required TimeSpan KeepAlive { get; init; }

    /// <summary>Bytes a second that a body comes with at least, after two seconds.</summary>
    public required int BodyBytesPerSecondMin { get; init; }
}
