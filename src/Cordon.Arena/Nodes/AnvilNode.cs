using System.Diagnostics;
using Cordon.Ethereum.Rpc;

namespace Cordon.Arena.Nodes;

/// <summary>A chain of its own: an anvil process on a free port of 127.0.0.1, ended when it is disposed.</summary>
public sealed class AnvilNode : IAsyncDisposable
{
    private const string Listening = "Listening on 127.0.0.1:";
    private const int ErrorCharsMax = 2_000;

    private readonly Process _process;
    private readonly int _port;

    private AnvilNode(Process process, int port) => (_process, _port) = (process, port);

    public RpcEndpoint Http => RpcEndpoint.Parse($"http://127.0.0.1:{_port}");

    public RpcEndpoint WebSocket => RpcEndpoint.Parse($"ws://127.0.0.1:{_port}");

    public int ProcessId => _process.Id;

    /// <summary>Starts a node and waits until it listens.</summary>
    /// <exception cref="ArenaException">anvil is not installed, ends at once, or does not listen in time.</exception>
    public static async Task<AnvilNode> StartAsync(
        AnvilOptions options, TimeProvider? time = null, CancellationToken cancellation = default)
    {
        Process process = Launch(options);
        using var limit = new CancellationTokenSource(options.StartTimeout, time ?? TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            var node = new AnvilNode(process, await ReadPortAsync(process, either.Token));
            await node.SilenceAsync(either.Token);
            return node;
        }
        catch (Exception e)
        {
            await EndAsync(process);
            cancellation.ThrowIfCancellationRequested();
            throw e is OperationCanceledException
                ? new ArenaException($"anvil did not listen within {options.StartTimeout.TotalSeconds:0.#} s.")
                : e;
        }
    }

    /// <summary>Starts a node and builds something around it that owns it from then on; where that fails, the node
    /// ends.</summary>
    /// <exception cref="ArenaException">It does not start; besides, what <paramref name="build"/> throws.</exception>
    public static async Task<T> StartAsync<T>(
        AnvilOptions options, Func<AnvilNode, Task<T>> build, TimeProvider? time = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(build);
        AnvilNode node = await StartAsync(options, time, cancellation);
        try
        {
            return await build(node);
        }
        catch
        {
            await node.DisposeAsync(); // or it would outlive the failure
            throw;
        }
    }

    /// <summary>Ends the process, by its own id, and waits until it is gone.</summary>
    public async ValueTask DisposeAsync() => await EndAsync(_process);

    // It tells of every call it is asked, each a wake-up for whoever reads that.
    private async Task SilenceAsync(CancellationToken cancellation)
    {
        await using var client = new RpcClient(Http);
        using RpcPayload done = await client.CallRawAsync(
            new RpcCall("anvil_setLoggingEnabled", RpcParam.Json("false")), cancellation);
    }

    private static Process Launch(AnvilOptions options)
    {
        string program = NpmPackages.Program("@foundry-rs/anvil-linux-amd64", "@foundry-rs/anvil", "bin/anvil");
        var start = new ProcessStartInfo(program, Arguments(options))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start) ?? throw new ArenaException($"{program} could not be started.");
    }

    private static List<string> Arguments(AnvilOptions options)
    {
        List<string> arguments =
        [
            "--port", "0", // a free one
            "--chain-id", $"{options.ChainId}",
            "--order", options.Order == TransactionOrder.Fees ? "fees" : "fifo",
            "--accounts", "1",
            "--gas-limit", $"{options.BlockGas}",
        ];
        arguments.AddRange(options.BlockTimeSeconds is int seconds ? ["--block-time", $"{seconds}"] : ["--no-mining"]);
        if (options.Hardfork is not null) arguments.AddRange(["--hardfork", options.Hardfork]);
        if (options.GenesisTime is { } genesis) arguments.AddRange(["--timestamp", $"{genesis.ToUnixTimeSeconds()}"]);
        if (options.TracesSteps) arguments.Add("--steps-tracing");
        if (options.IpcPath is not null) arguments.AddRange(["--ipc", options.IpcPath]);
        return arguments;
    }

    private static async Task<int> ReadPortAsync(Process process, CancellationToken cancellation)
    {
        while (await process.StandardOutput.ReadLineAsync(cancellation) is { } line)
        {
            if (!line.StartsWith(Listening, StringComparison.Ordinal)) continue;

            _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None); // or its output pipe would fill up
            _ = process.StandardError.ReadToEndAsync(CancellationToken.None);
            return int.Parse(line.AsSpan(Listening.Length));
        }

        string error = (await process.StandardError.ReadToEndAsync(cancellation)).Trim();
        throw new ArenaException($"anvil ended before it listened: {error[..Math.Min(error.Length, ErrorCharsMax)]}");
    }

    private static async Task EndAsync(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }

        await process.WaitForExitAsync();
        process.Dispose();
    }
}
