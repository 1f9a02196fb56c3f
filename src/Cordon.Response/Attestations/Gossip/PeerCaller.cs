using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Cordon.Ethereum;
using Cordon.Response.Attestations.Chain;
using Cordon.Response.Attestations.Wire;
using Cordon.Response.Signing;

namespace Cordon.Response.Attestations.Gossip;

/// <summary>Calls other nodes over HTTP/2, in the name of this guardian. One message at a time to each.</summary>
internal sealed class PeerCaller : IDisposable
{
    private static readonly TimeSpan SessionLength = TimeSpan.FromHours(24);
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);

    private readonly RegistryScope _scope;
    private readonly WireDomain _domain;
    private readonly ITypedDataSigner _signer;
    private readonly ExchangeOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;
    private readonly PrivateKey _nodeKey = PrivateKey.Generate();
    private readonly SemaphoreSlim _renewing = new(1, 1);
    private readonly ConcurrentDictionary<Address, Lane> _lanes = new();
    private Session? _session;
    private string _sessionText = "";

    public PeerCaller(
        RegistryScope scope, WireDomain domain, ITypedDataSigner signer, ExchangeOptions options, TimeProvider time)
    {
        (_scope, _domain, _signer, _options, _time) = (scope, domain, signer, options, time);
        var handler = new SocketsHttpHandler
        {
            // Endpoints are strangers' words: they lead nowhere else, and get nothing but what we mean to send.
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = ConnectTimeout,
            ConnectCallback = ConnectAsync,
            MaxResponseHeadersLength = 8, // KiB
            PooledConnectionLifetime = options.NeighbourLifetime,
        };
        _http = new HttpClient(handler)
        {
            MaxResponseContentBufferSize = WireLimits.AnswerBytesMax,
            Timeout = options.RequestTimeout,
        };
    }

    /// <summary>Tells a peer something.</summary>
    public Task<PeerAnswer> PostAsync(Member to, ReadOnlyMemory<byte> body, CancellationToken cancellation) =>
        CallAsync(to, HttpMethod.Post, WireHeaders.PostPath, body, cancellation);

    /// <summary>Asks a peer what it holds about an incident.</summary>
    public Task<PeerAnswer> GetAsync(Member to, Hash256 incident, CancellationToken cancellation) =>
        CallAsync(to, HttpMethod.Get, WireHeaders.GetPath(incident), default, cancellation);

    /// <summary>Has the guardian's key vouch for the node's key, where that has not been done of late.</summary>
    /// <exception cref="SigningException">The guardian's key cannot be used.</exception>
    public async Task RenewSessionAsync(CancellationToken cancellation)
    {
        ulong now = (ulong)_time.GetUtcNow().ToUnixTimeSeconds();
        if (_session is { } current && current.Until > now + ((ulong)SessionLength.TotalSeconds / 2)) return;
        await _renewing.WaitAsync(cancellation);
        try
        {
            ulong until = now + (ulong)SessionLength.TotalSeconds;
            Address node = _nodeKey.Address;
            Signature signature = await _signer.SignTypedDataAsync(
                _domain.SessionTypedData(node, until), cancellation);
            _session = new Session(_signer.Address, node, until, CompactSignature.Of(signature));
            _sessionText = _session.Format();
        }
        finally
        {
            _renewing.Release();
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _nodeKey.Dispose();
        _renewing.Dispose();
    }

    private async Task<PeerAnswer> CallAsync(
        Member to, HttpMethod method, string path, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        if (PeerAddresses.Parse(to.Endpoint) is not { } origin)
            return new PeerAnswer(null, default, "its endpoint is no http or https origin");
        Lane lane = _lanes.GetOrAdd(to.Key, _ => new Lane());
        await lane.Turn.WaitAsync(cancellation);
        try
        {
            await RenewSessionAsync(cancellation);
            using HttpRequestMessage request = new(method, new Uri(origin, path))
            {
                Version = HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            };
            Sign(request, to.Key, lane, path, body.Span);
            if (method == HttpMethod.Post)
            {
                request.Content = new ReadOnlyMemoryContent(body);
                request.Content.Headers.ContentType = new("application/json");
            }

            using HttpResponseMessage response = await _http.SendAsync(request, cancellation);
            return new PeerAnswer(
                (int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellation), null)
            {
                Fault = FaultOf(response),
            };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new PeerAnswer(null, default, $"no answer within {_options.RequestTimeout.TotalSeconds:0.###} s");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException or SigningException)
        {
            return new PeerAnswer(null, default, e.Message);
        }
        finally
        {
            lane.Turn.Release();
        }
    }

    // Only words we know are repeated: the rest would be a stranger's text in our logs.
    private static string? FaultOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues(WireHeaders.Fault, out IEnumerable<string>? values)
        && Enum.TryParse(values.FirstOrDefault(), out PeerFault fault) && Enum.IsDefined(fault)
            ? fault.ToString()
            : null;

    private void Sign(
        HttpRequestMessage request, Address to, Lane lane, string path, ReadOnlySpan<byte> body)
    {
        // The recipient takes no message that is not later than the one before it.
        ulong timeMs = Math.Max((ulong)_time.GetUtcNow().ToUnixTimeMilliseconds(), lane.LastTimeMs + 1);
        lane.LastTimeMs = timeMs;
        Hash256 digest = _domain.MessageDigest(to, timeMs, request.Method.Method, path, body);
        request.Headers.Add(WireHeaders.Scope, _scope.Name);
        request.Headers.Add(WireHeaders.Session, _sessionText);
        request.Headers.Add(WireHeaders.Time, $"{timeMs}");
        request.Headers.Add(WireHeaders.Signature, CompactSignature.Of(_nodeKey.Sign(digest)).ToString());
    }

    private async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        DnsEndPoint to = context.DnsEndPoint;
        IPAddress[] addresses = await Dns.GetHostAddressesAsync(to.Host, cancellation);
        IPAddress[] allowed = [.. addresses.Where(a => _options.AllowsPrivateAddresses || PeerAddresses.IsPublic(a))];
        if (allowed.Length == 0)
            throw new HttpRequestException($"{to.Host} has no address of the public internet; peers there are refused");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            // To the addresses that were judged: a second look-up of the name could give others.
            await socket.ConnectAsync(allowed, to.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class Lane
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public ulong LastTimeMs { get; set; }
    }
}
