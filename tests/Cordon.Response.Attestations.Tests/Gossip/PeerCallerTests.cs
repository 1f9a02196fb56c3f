using System.Net;
using System.Net.Sockets;
using Cordon.Ethereum;
using Cordon.Response.Attestations.Chain;
using Cordon.Response.Attestations.Gossip;
using Cordon.Response.Attestations.Tests.Kit;
using Cordon.Response.Attestations.Wire;
using Cordon.Response.Signing;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Cordon.Response.Attestations.Tests.Gossip;

/// <summary>Endpoints are registered by strangers: what calling one can do to the caller.</summary>
public class PeerCallerTests
{
    private static readonly ExchangeOptions Open = new()
    {
        AllowsPrivateAddresses = true,
        RequestTimeout = TimeSpan.FromSeconds(30),
    };

    private static readonly ExchangeOptions Hasty = Open with { RequestTimeout = TimeSpan.FromSeconds(1) };

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using Listener target = await Listener.StartAsync(_ => Task.CompletedTask);
        await using Listener redirecting = await Listener.StartAsync(context =>
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = target.Url;
            return Task.CompletedTask;
        });

        PeerAnswer answer = await CallAsync(redirecting.Url, Open);

        Assert.Equal(307, answer.Status);
        Assert.Equal((1, 0), (redirecting.Requests, target.Requests));
    }

    [Fact]
    public async Task An_address_that_only_this_machine_reaches_is_not_called()
    {
        await using Listener inner = await Listener.StartAsync(_ => Task.CompletedTask);
        string byName = inner.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

        foreach (string url in (string[])[inner.Url, byName])
        {
            PeerAnswer answer = await CallAsync(url, new ExchangeOptions());
            Assert.Null(answer.Status);
            Assert.Contains("no address of the public internet", answer.Problem, StringComparison.Ordinal);
        }

        Assert.Equal(0, inner.Requests);
    }

    [Fact]
    public async Task An_answer_without_end_is_cut_off()
    {
        await using Listener endless = await Listener.StartAsync(async context =>
        {
            byte[] some = new byte[64 * 1024];
            while (!context.RequestAborted.IsCancellationRequested) await context.Response.Body.WriteAsync(some);
        });

        PeerAnswer answer = await CallAsync(endless.Url, Hasty);

        Assert.False(answer.IsAccepted);
        Assert.NotNull(answer.Problem);
    }

    [Fact]
    public async Task A_peer_that_cuts_every_connection_off_is_a_peer_that_cannot_be_reached_and_nothing_worse()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Task cutting = CutAsync(listener);
        for (int i = 0; i < 100; i++)
        {
            PeerAnswer answer = await CallAsync($"http://{listener.LocalEndpoint}", Open);
            Assert.NotNull(answer.Problem);
        }

        listener.Stop();
        await cutting;
    }

    private static async Task CutAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                using Socket socket = await listener.AcceptSocketAsync(Worlds.Stop);
                socket.LingerState = new LingerOption(enable: true, seconds: 0); // a reset, not an end
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Stopped, within a call or between two.
        }
    }

    [Fact]
    public async Task A_peer_that_never_answers_is_given_up()
    {
        await using Listener silent = await Listener.StartAsync(
            context => Task.Delay(Timeout.Infinite, context.RequestAborted));

        PeerAnswer answer = await CallAsync(silent.Url, Hasty);

        Assert.Null(answer.Status);
        Assert.Contains("no answer within 1 s", answer.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_faults_that_are_known_are_repeated()
    {
        await using Listener talkative = await Listener.StartAsync(context =>
        {
            context.Response.StatusCode = 409;
            context.Response.Headers[WireHeaders.Fault] = context.Request.Method == "GET" ? "ClockSkew" : "run this";
            return Task.CompletedTask;
        });
        using PrivateKey key = Some.Key(1);
        using var signer = new LocalSigner(key);
        using PeerCaller caller = Caller(signer, Open);
        Member peer = Some.Member(key, 2) with { Endpoint = talkative.Url };

        Assert.Equal("ClockSkew", (await caller.GetAsync(peer, Some.Incident, Worlds.Stop)).Fault);
        Assert.Null((await caller.PostAsync(peer, default, Worlds.Stop)).Fault);
    }

    private static PeerCaller Caller(LocalSigner signer, ExchangeOptions options) =>
        new(Some.Scope, new WireDomain(Some.Scope), signer, options, TimeProvider.System);

    private static async Task<PeerAnswer> CallAsync(string url, ExchangeOptions options)
    {
        using PrivateKey key = Some.Key(1);
        using var signer = new LocalSigner(key);
        using PeerCaller caller = Caller(signer, options);
        return await caller.PostAsync(Some.Member(key, 2) with { Endpoint = url }, new byte[10], Worlds.Stop);
    }

    /// <summary>An HTTP/2 server that does what a test says.</summary>
    private sealed class Listener : IHttpApplication<HttpContext>, IAsyncDisposable
    {
        private readonly Func<HttpContext, Task> _serve;
        private readonly KestrelServer _server;
        private int _requests;

        private Listener(Func<HttpContext, Task> serve)
        {
            _serve = serve;
            var options = new KestrelServerOptions();
            options.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2);
            _server = new KestrelServer(
                Options.Create(options),
                new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance),
                NullLoggerFactory.Instance);
        }

        public string Url => _server.Features.Get<IServerAddressesFeature>()!.Addresses.Single();

        public int Requests => Volatile.Read(ref _requests);

        public static async Task<Listener> StartAsync(Func<HttpContext, Task> serve)
        {
            var listener = new Listener(serve);
            await listener._server.StartAsync(listener, Worlds.Stop);
            return listener;
        }

        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public async Task ProcessRequestAsync(HttpContext context)
        {
            Interlocked.Increment(ref _requests);
            try
            {
                await _serve(context);
            }
            catch (OperationCanceledException)
            {
                context.Abort();
            }
        }

        public void DisposeContext(HttpContext context, Exception? exception)
        {
        }

        public async ValueTask DisposeAsync()
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1));
            await _server.StopAsync(limit.Token);
            _server.Dispose();
        }
    }
}
