using System.Diagnostics;
using Cordon.Ethereum.Rpc;

namespace Cordon.Ethereum.Rpc.Tests;

/// <summary>A real node (anvil) for one test, over HTTP, WebSocket and IPC. Skips the test where anvil is missing.
/// </summary>
internal sealed class AnvilNode : IAsyncDisposable
{
    private const string Listening = "Listening on 127.0.0.1:";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly string _program;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cordon-anvil-");
    private Process? _process;
    private int _port;

    private AnvilNode(string program) => _program = program;

    public static async Task<AnvilNode> StartAsync()
    {
        string? program = Find();
        Assert.SkipWhen(program is null, "anvil is not installed: run npm ci in the repository's root.");
        var node = new AnvilNode(program!);
        await node.RestartAsync();
        return node;
    }

    public RpcEndpoint Endpoint(RpcTransportKind kind) => RpcEndpoint.Parse(kind switch
    {
        RpcTransportKind.Http => $"http://127.0.0.1:{_port}",
        RpcTransportKind.WebSocket => $"ws://127.0.0.1:{_port}",
        _ => SocketPath,
    });

    public RpcClient Client(RpcTransportKind kind, RpcClientOptions? options = null) => new(Endpoint(kind), options);

    private string SocketPath => Path.Combine(_folder.FullName, "anvil.ipc");

    /// <summary>Ends the process without ceremony, as a crash would.</summary>
    public void Kill()
    {
        _process!.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _process = null;
        File.Delete(SocketPath);
    }

    /// <summary>Starts a fresh chain; at the same port and path as before, if it ran before.</summary>
    public async Task RestartAsync()
    {
        using var limit = new CancellationTokenSource(StartLimit);
        while (await TryStartAsync(limit.Token) is { } failure)
        {
            // Somebody may have taken the port meanwhile, for a connection of a moment.
            Assert.True(failure.Contains("in use", StringComparison.Ordinal), $"anvil ended at once: {failure}");
        }
    }

    // What it says where it ends at once; else null.
    private async Task<string?> TryStartAsync(CancellationToken limit)
    {
        var start = new ProcessStartInfo(_program)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in new[] { "--port", $"{_port}", "--ipc", SocketPath, "--no-mining" })
            start.ArgumentList.Add(argument);

        _process = Process.Start(start)!;
        while (await _process.StandardOutput.ReadLineAsync(limit) is { } line)
        {
            if (!line.StartsWith(Listening, StringComparison.Ordinal)) continue;
            _port = int.Parse(line[Listening.Length..]);
            _ = _process.StandardOutput.ReadToEndAsync(CancellationToken.None); // or its output pipe would fill up
            _ = _process.StandardError.ReadToEndAsync(CancellationToken.None);
            return null;
        }

        return await _process.StandardError.ReadToEndAsync(limit);
    }

    public ValueTask DisposeAsync()
    {
        if (_process is not null) Kill();
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private static string? Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil");
            if (File.Exists(path)) return path;
        }

        return null;
    }
}
