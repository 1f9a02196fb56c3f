using System.Net;
using Cordon.Node.Settings;
using Microsoft.AspNetCore.Http;

namespace Cordon.Node.Dashboard;

/// <summary>Who is let in. A page in the same browser, a name that was pointed at this machine, and whoever has not
/// read the token's file are not.</summary>
/// <remarks>There are no cookies: nothing that a browser sends by itself gives anybody a right.</remarks>
internal sealed class DashboardGate
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly HashSet<string> _hosts;
    private readonly DashboardToken _token;
    private readonly RequestWindow _known, _strangers; // apart: who guesses must not lock the owner out

    public DashboardGate(DashboardSettings settings, int port, DashboardToken token, TimeProvider time)
    {
        _token = token;
        _known = new RequestWindow(200, Window, time);
        _strangers = new RequestWindow(50, Window, time);
        _hosts = new HashSet<string>(settings.Hosts, StringComparer.OrdinalIgnoreCase)
        {
            $"{new IPEndPoint(settings.Listen.Address, port)}", $"localhost:{port}",
        };
        if (settings.AllowsRemote) _hosts.Add($"{new IPEndPoint(IPAddress.Loopback, port)}");
    }

    /// <summary>Why a request for the page's own files is refused; null where it is not.</summary>
    public Refusal? ToFiles(HttpRequest request) => _hosts.Contains(request.Host.Value ?? "")
        ? null
        : new Refusal(StatusCodes.Status421MisdirectedRequest,
            "the Host header is none that the dashboard is called by; add it to 'hosts' if it is a proxy's");

    /// <summary>Why a request to the API is refused; null where it is not.</summary>
    public Refusal? ToApi(HttpRequest request)
    {
        if (ToFiles(request) is { } misdirected) return misdirected;
        if (!IsOwnOrigin(request))
            return new Refusal(StatusCodes.Status403Forbidden, "another page's request (Origin)");
        bool isKnown = _token.IsShownBy(request.Headers.Authorization.ToString());
        if (!(isKnown ? _known : _strangers).TryTake())
            return new Refusal(StatusCodes.Status429TooManyRequests, "too many requests; wait ten seconds");
        return isKnown
            ? null
            : new Refusal(StatusCodes.Status401Unauthorized,
                "no token, or a wrong one: open the address that the node printed, or see the token's file");
    }

    // A program sends neither header; a browser sends the first with every request that changes something.
    private bool IsOwnOrigin(HttpRequest request)
    {
        string origin = request.Headers.Origin.ToString(), site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0 && site is not ("same-origin" or "none")) return false;
        return origin.Length == 0
            || (Uri.TryCreate(origin, UriKind.Absolute, out Uri? from) && from.Scheme is "http" or "https"
                && _hosts.Contains(from.IsDefaultPort ? from.Host : from.Authority));
    }
}
