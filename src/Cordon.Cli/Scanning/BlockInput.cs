using Cordon.Cli.Terminal;
using Cordon.Domain.Blocks;
using Cordon.Engine.Reorgs;
using Cordon.Engine.Sources;
using Cordon.Engine.Sources.Node;
using Cordon.Ethereum.Rpc;
using Cordon.Ethereum.Rpc.Pool;

namespace Cordon.Cli.Scanning;

/// <summary>Where a command's blocks come from: recorded files, or one or several endpoints of a node.</summary>
internal sealed class BlockInput : IAsyncDisposable
{
    private readonly IAsyncDisposable? _connection;
    private readonly Func<BlockSelection, IBlockSource>? _open;

    private BlockInput(
        IBlockSource source, IEnumerable<string> names, IAsyncDisposable? connection,
        Func<BlockSelection, IBlockSource>? open) =>
        (Source, Names, _connection, _open) = (source, [.. names], connection, open);

    public IBlockSource Source { get; private set; }

    /// <summary>What is read, for people: paths, or endpoints without credentials.</summary>
    public IReadOnlyList<string> Names { get; }

    public required Continuity Continuity { get; init; }

    /// <summary>How many blocks will come, null where nobody can say.</summary>
    public long? BlocksExpected { get; init; }

    /// <summary>The node, null for files.</summary>
    public IRpcCaller? Node { get; init; }

    /// <summary>Opens files where there are any, else the endpoints.</summary>
    /// <param name="session">For standard input and for what an endpoint's pool has to say.</param>
    /// <param name="files">Paths, <c>-</c> for standard input.</param>
    /// <param name="endpoints">URLs or socket paths.</param>
    /// <param name="blocks">Which blocks of the node.</param>
    /// <exception cref="CommandException">A path or an endpoint is not what it has to be.</exception>
    public static BlockInput Open(Session session, string[]? files, string[]? endpoints, BlockSelection blocks) =>
        files is { Length: > 0 } ? OfFiles(session, files) : OfNode(session, endpoints ?? [], blocks);

    /// <summary>Lets a node's blocks begin elsewhere than was asked for.</summary>
    public void BeginAt(BlockSelection blocks) => Source = _open!(blocks);

    public ValueTask DisposeAsync() => _connection?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static BlockInput OfFiles(Session session, string[] files)
    {
        FileBlockSource source = new(files, new FileSourceOptions { StandardInput = () => session.In });
        bool isOneBlockEach = source.Files.All(file => file != "-" && !file.Contains(".jsonl"));
        return new BlockInput(source, files, null, null)
        {
            Continuity = Continuity.Recording,
            BlocksExpected = isOneBlockEach ? source.Files.Count : null,
        };
    }

    private static BlockInput OfNode(Session session, string[] endpoints, BlockSelection blocks)
    {
        RpcEndpoint[] parsed = [.. endpoints.Select(Parse)];
        RpcClient[] clients = [.. parsed.Select(endpoint => new RpcClient(endpoint, time: session.Time))];
        EndpointPool node = new(
            clients, time: session.Time, onReport: report => ErrorRenderer.Write(session, report.Message));
        NodeBlockSource Open(BlockSelection selection) =>
            new(node, selection, time: session.Time, onBlind: blind => Say(session, blind));

        return new BlockInput(Open(blocks), parsed.Select(endpoint => endpoint.ToString()), node, Open)
        {
            Continuity = Continuity.Chain,
            BlocksExpected = blocks is { From: { } from, To: { } to } ? (long)(to - from + 1) : null,
            Node = node,
        };
    }

    private static void Say(Session session, BlindReport blind) => ErrorRenderer.Write(session,
        $"no {blind.Missing}, because {blind.Cause}; so nothing about {string.Join(", ", blind.Unseen)}");

    private static RpcEndpoint Parse(string text)
    {
        try
        {
            return RpcEndpoint.Parse(text);
        }
        catch (FormatException wrong)
        {
            throw CommandException.BadInput($"--rpc: {wrong.Message}", wrong);
        }
    }
}
