using System.Runtime.InteropServices;
using Cordon.RpcServer;

const string Usage = """
    Serves recorded blocks as a JSON-RPC node on 127.0.0.1.

      --blocks PATH       a block file or a folder of them; may be repeated
      --dialect D         only blocks traced as 'geth' (callTracer) or 'parity' (trace_block)
      --port N            TCP port; default: a free one
      --ipc PATH          serve a Unix socket as well
      --first N           renumber the blocks from N on into an unbroken chain
      --count N           length of that chain; files repeat as needed
      --head N            newest block at the start
      --block-time MS     add a block every MS milliseconds
      --missing METHOD    a method, or a beginning such as debug_, that does not exist; may be repeated
      --delay MS          answer every request that much later

    Prints its URL once it serves, and runs until it is interrupted.
    """;

try
{
    ServerArguments arguments = ServerArguments.Parse(args);
    await using RecordedChainServer server = await RecordedChainServer.StartAsync(arguments.Options);
    if (arguments.Delay is { } delay) server.Faults.Add(delay);
    Console.WriteLine($"{server.HttpUrl} serves chain {server.ChainId} up to block {server.Head}");
    using var stop = new CancellationTokenSource();
    Console.CancelKeyPress += (_, e) =>
    {
        e.Cancel = true;
        stop.Cancel();
    };
    // The web host takes this signal for its own and leaves the program running.
    using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
    {
        context.Cancel = true;
        stop.Cancel();
    });
    await arguments.RunAsync(server, stop.Token);
    return 0;
}
catch (ArgumentException e)
{
    await Console.Error.WriteLineAsync($"{e.Message}\n\n{Usage}");
    return 2;
}
