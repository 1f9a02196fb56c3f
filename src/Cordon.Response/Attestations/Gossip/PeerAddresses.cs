using System.Net;
using System.Net.Sockets;

namespace Cordon.Response.Attestations.Gossip;

/// <summary>Which of the places that strangers register on the chain this node calls.</summary>
/// <remarks>Whoever registers as a guardian could else have every node call what only the nodes can reach: a cloud's
/// metadata service, a database, this very machine. Addresses are judged after the name was resolved, on the address
/// that is connected to.</remarks>
internal static class PeerAddresses
{
    private static readonly IPNetwork[] Closed =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
            "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
            "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        }.Select(text => IPNetwork.Parse(text)),
    ];

    // Of IPv6 only global unicast, without documentation, 6to4, Teredo and what embeds IPv4 addresses.
    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] ClosedGlobal =
        [IPNetwork.Parse("2001:db8::/32"), IPNetwork.Parse("2002::/16"), IPNetwork.Parse("2001::/23")];

    /// <summary>The URL of an endpoint, null where it is no plain http or https origin.</summary>
    public static Uri? Parse(string endpoint)
    {
        bool isOrigin = Uri.TryCreate(endpoint, UriKind.Absolute, out Uri? uri)
            && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            && uri.UserInfo.Length == 0
            && uri.AbsolutePath == "/"
            && uri.Query.Length == 0
            && uri.Fragment.Length == 0
            && uri.HostNameType is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6
            && uri.Port is > 0 and <= ushort.MaxValue;
        return isOrigin ? uri : null;
    }

    /// <summary>Whether an address is one of the public internet.</summary>
    public static bool IsPublic(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily switch
        {
            AddressFamily.InterNetwork => !Closed.Any(network => network.Contains(address)),
            AddressFamily.InterNetworkV6 => Global.Contains(address)
                && !ClosedGlobal.Any(network => network.Contains(address)),
            _ => false,
        };
    }
}
