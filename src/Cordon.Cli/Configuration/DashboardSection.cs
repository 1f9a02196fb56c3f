using System.Net;
using Cordon.Node.Settings;

namespace Cordon.Cli.Configuration;

/// <summary>Reads the <c>dashboard</c>: where a node shows its page.</summary>
internal static class DashboardSection
{
    /// <exception cref="Terminal.CommandException">Something is wrong; the message names file, line and field.
    /// </exception>
    public static DashboardSettings Read(ConfigSection section)
    {
        const string Listen = "listen";
        if (!IPEndPoint.TryParse(section.Text(Listen), out IPEndPoint? listen) || !section.Text(Listen).Contains(':'))
            throw section.Fault(Listen, "an IP address and a port, such as 127.0.0.1:7947");
        DashboardSettings dashboard = new(listen)
        {
            AllowsRemote = section.Flag("allowRemote", whenMissing: false),
            Hosts = [.. section.Values("hosts").Select(host => IsHost(host.Text)
                ? host.Text
                : throw host.Fault("a name, with a port where it is not the usual one"))],
        };
        if (!IPAddress.IsLoopback(listen.Address) && !dashboard.AllowsRemote)
            throw section.Fault(Listen, "an address of this machine alone, or allowRemote: true");
        section.End();
        return dashboard;
    }

    private static bool IsHost(string text) =>
        text.Length is > 0 and <= 255 && text.All(each => char.IsAsciiLetterOrDigit(each) || "-.:[]".Contains(each));
}
