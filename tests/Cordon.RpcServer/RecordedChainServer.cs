using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text.Json;
using Cordon.RpcServer.Chain;
using Cordon.RpcServer.Faults;
using Cordon.RpcServer.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cordon.RpcServer;

/// <summary>A JSON-RPC node that serves recorded blocks over HTTP, WebSocket and IPC on this machine, and misbehaves on
/// demand.</summary>
public sealed class RecordedChainServer : IAsyncDisposable
{
    private readonly RecordedChain _chain;
    private readonly ChainMethods _methods;
    private readonly Dispatcher _dispatcher;
    private readonly ConcurrentDictionary<SocketSession, byte> _sessions = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly WebApplication _web;
    private readonly string? _ipcPath;
    private Socket? _ipc;

    private RecordedChainServer(RecordedChainOptions options)
    {
        _chain = new RecordedChain(options);
        _methods = new ChainMethods(_chain, Faults, options);
        _dispatcher = new Dispatcher(_methods, Faults);
        _ipcPath = options.IpcPath;
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, options.Port));
        _web = builder.Build();
        _web.UseWebSockets();
        _web.Run(ServeAsync);
    }

    /// <summary>What goes wrong; may be changed at any time.</summary>
    public FaultPlan Faults { get; } = new();

    /// <summary><c>http://127.0.0.1:PORT</c>; the same port serves WebSocket.</summary>
    public string HttpUrl { get; private set; } = "";

    public string WebSocketUrl => "ws" + HttpUrl["http".Length..];

    public string IpcPath => _ipcPath ?? throw new InvalidOperationException("This server has no IPC socket.");

    public ulong ChainId => _chain.ChainId;

    public ulong Head => _chain.Head;

    public static async Task<RecordedChainServer> StartAsync(RecordedChainOptions options)
    {
        var server = new RecordedChainServer(options);
        await server._web.StartAsync();
        IServerAddressesFeature addresses = server._web.Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!;
        server.HttpUrl = addresses.Addresses.First();
        if (options.IpcPath is not null) server.ListenOnSocket(options.IpcPath);
        return server;
    }

    /// <summary>The header of a block as it is served now.</summary>
    public ReadOnlyMemory<byte> HeaderOf(ulong number) => _methods.HeaderOf(number);

    /// <summary>Adds blocks to the chain and announces them.</summary>
    public Task AdvanceAsync(int blocks = 1) => AnnounceAsync(_chain.Advance(blocks));

    /// <summary>Replaces the blocks from a height on by others, one longer, and announces the new ones.</summary>
    public Task ReorganiseAsync(ulong height) => AnnounceAsync(_chain.Reorganise(height));

    /// <summary>Breaks every WebSocket and IPC connection.</summary>
    public void DropConnections()
    {
        foreach (SocketSession session in _sessions.Keys) session.Drop();
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        DropConnections();
        if (_ipc is not null)
        {
            _ipc.Dispose();
            File.Delete(_ipcPath!);
        }

        using var patience = new CancellationTokenSource(TimeSpan.Zero); // hanging requests are to be cut off
        try
        {
            await _web.StopAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            // Requests were cut off, as wanted.
        }

        await _web.DisposeAsync();
        _closing.Dispose();
    }

    private async Task AnnounceAsync(IReadOnlyList<ulong> numbers)
    {
        foreach (ulong number in numbers)
        {
            byte[] header = _methods.HeaderOf(number);
            foreach (SocketSession session in _sessions.Keys)
                await TolerateAsync(() => session.AnnounceAsync(header, _closing.Token));
        }
    }

    private async Task ServeAsync(HttpContext context)
    {
        if (context.WebSockets.IsWebSocketRequest)
        {
            using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
            using var session = new SocketSession(_dispatcher, new WebSocketLine(socket));
            await RunAsync(session);
            return;
        }

        try
        {
            await new HttpServing(_dispatcher).ServeAsync(context);
        }
        catch (JsonException)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
        }
        catch (OperationCanceledException)
        {
            // The client has left.
        }
    }

    private async Task RunAsync(SocketSession session)
    {
        _sessions.TryAdd(session, 0);
        await TolerateAsync(() => session.RunAsync(_closing.Token));
        _sessions.TryRemove(session, out _);
        session.Drop();
    }

    private static async Task TolerateAsync(Func<Task> talk)
    {
        try
        {
            await talk();
        }
        catch (Exception e) when (e is WebSocketException or SocketException or ObjectDisposedException
            or OperationCanceledException or IOException or JsonException or InvalidOperationException)
        {
            // The connection broke, mostly because a test wanted it to.
        }
    }

    private void ListenOnSocket(string path)
    {
        File.Delete(path);
        _ipc = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _ipc.Bind(new UnixDomainSocketEndPoint(path));
        _ipc.Listen();
        _ = AcceptAsync(_ipc);
    }

    private async Task AcceptAsync(Socket listener)
    {
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                Socket client = await listener.AcceptAsync(_closing.Token);
                _ = ServeIpcAsync(client);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task ServeIpcAsync(Socket client)
    {
        using var session = new SocketSession(_dispatcher, new IpcLine(client));
        await RunAsync(session);
    }
}
