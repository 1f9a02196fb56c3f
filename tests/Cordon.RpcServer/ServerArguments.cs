using Cordon.RpcServer.Chain;
using Cordon.RpcServer.Faults;

namespace Cordon.RpcServer;

/// <summary>The command line of the server program.</summary>
internal sealed class ServerArguments
{
    private readonly List<string> _files = [];
    private readonly List<string> _missing = [];
    private string? _dialect;
    private TimeSpan? _blockTime;

    private ServerArguments()
    {
    }

    public RecordedChainOptions Options { get; private set; } = new() { Files = [] };

    public Fault? Delay { get; private set; }

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="ArgumentException">One is unknown or has no acceptable value; the message says which.
    /// </exception>
    public static ServerArguments Parse(string[] args)
    {
        var parsed = new ServerArguments();
        for (int i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length) throw new ArgumentException($"{args[i]}: a value is missing");
            parsed.Set(args[i], args[i + 1]);
        }

        if (parsed._files.Count == 0) throw new ArgumentException("--blocks: expected a block file or a folder");
        parsed.Options = parsed.Options with { Files = parsed.Selected(), MissingMethods = parsed._missing };
        return parsed;
    }

    /// <summary>Lets time pass, with new blocks if so wished, until cancelled.</summary>
    public async Task RunAsync(RecordedChainServer server, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                await Task.Delay(_blockTime ?? Timeout.InfiniteTimeSpan, cancellation);
                await server.AdvanceAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // Interrupted, as intended.
        }
    }

    private void Set(string name, string value)
    {
        switch (name)
        {
            case "--blocks": _files.AddRange(FilesAt(value)); break;
            case "--dialect": _dialect = value is "geth" or "parity" ? value : throw Bad(name, "geth or parity"); break;
            case "--port": Options = Options with { Port = (int)Number(name, value) }; break;
            case "--ipc": Options = Options with { IpcPath = value }; break;
            case "--first": Options = Options with { FirstNumber = Number(name, value) }; break;
            case "--count": Options = Options with { Count = (int)Number(name, value) }; break;
            case "--head": Options = Options with { Head = Number(name, value) }; break;
            case "--block-time": _blockTime = TimeSpan.FromMilliseconds(Number(name, value)); break;
            case "--missing": _missing.Add(value); break;
            case "--delay":
                Delay = new Fault(FaultKind.Delay) { Duration = TimeSpan.FromMilliseconds(Number(name, value)) };
                break;
            default: throw new ArgumentException($"{name}: unknown option");
        }
    }

    private string[] Selected() => _dialect is null
        ? [.. _files]
        : [.. _files.Where(file => RecordedBlock.Load(file).HasCallTracerTraces == (_dialect == "geth"))];

    private static IEnumerable<string> FilesAt(string path)
    {
        if (File.Exists(path)) return [path];
        if (!Directory.Exists(path)) throw new ArgumentException($"--blocks: {path} does not exist");
        return Directory.EnumerateFiles(path, "*.json.gz").Concat(Directory.EnumerateFiles(path, "*.json"));
    }

    private static ulong Number(string name, string value) =>
        ulong.TryParse(value, out ulong number) ? number : throw Bad(name, "a number");

    private static ArgumentException Bad(string name, string expected) => new($"{name}: expected {expected}");
}
