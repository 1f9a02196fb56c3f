using System.Collections.Immutable;
using System.Net;

namespace Cordon.Node.Settings;

/// <summary>Where a node shows a local page, and lets people answer there.</summary>
/// <param name="Listen">Of this machine alone (loopback), unless <see cref="AllowsRemote"/>.</param>
public sealed record DashboardSettings(IPEndPoint Listen)
{
    /// <summary>Whether it may listen beyond this machine. What is said there is clear text: put a proxy that speaks
    /// TLS before it.</summary>
    public bool AllowsRemote { get; init; }

    /// <summary>Names under which a browser may call it besides its own address, as <c>guard.example.org</c> or with a
    /// port: those of a proxy. Any other is refused, so that no stranger's name can be pointed at it.</summary>
    public ImmutableArray<string> Hosts { get; init; } = [];
}
