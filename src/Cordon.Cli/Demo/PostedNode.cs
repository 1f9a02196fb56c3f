using Cordon.Arena;
using Cordon.Arena.Guards;
using Cordon.Cli.Configuration;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Node;
using Cordon.Node.Events;
using Cordon.Node.Settings;
using Cordon.Response.Signing;

namespace Cordon.Cli.Demo;

/// <summary>The node of one guardian at work in the arena, with a key, a folder and a port of its own.</summary>
internal sealed class PostedNode : INodeListener, IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(10);

    private readonly ArenaDefence _defence;
    private readonly GuardPost _post;
    private readonly TimeProvider _time;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cordon-guard-");
    private readonly CancellationTokenSource _stop = new();
    private GuardNode? _node;
    private LocalSigner? _signer;
    private Task _running = Task.CompletedTask;
    private readonly NodeProgress _progress = new();

    public PostedNode(ArenaDefence defence, GuardPost post, TimeProvider time)
    {
        (_defence, _post, _time) = (defence, post, time);
        Diary = new NodeDiary(defence, post, time);
    }

    public GuardPost Post => _post;

    public NodeDiary Diary { get; }

    /// <summary>Starts the node and waits until it has seen the newest block of every chain.</summary>
    /// <exception cref="ArenaException">It does not come so far in time.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        string path = Path.Combine(_folder.FullName, "cordon.yaml");
        await File.WriteAllTextAsync(path, GuardConfiguration.Of(_defence, _post), cancellation);
        NodeSettings settings = NodeConfigReader.Read(path);
        _signer = new LocalSigner(CopyOf(_post.Key));
        _node = await GuardNode.StartAsync(
            settings, new NodePorts { Listeners = [this], Signer = _signer, Time = _time }, cancellation);
        _running = _node.RunAsync(_stop.Token);
        using var limit = new CancellationTokenSource(StartLimit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            foreach (ArenaDefence side in _defence.Sides)
            {
                await using var client = new RpcClient(side.Endpoints[^1], time: _time);
                await CatchUpAsync(side.ChainId, await client.BlockNumberAsync(either.Token), [], either.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new ArenaException($"{_post.Name}'s node saw no block within {StartLimit.TotalSeconds:0} s.");
        }
    }

    /// <summary>Ends once the node has taken a block of a chain, or one after it, has looked at these pending
    /// transactions of it, and has sent what it does about them.</summary>
    public async Task CatchUpAsync(
        ulong chain, ulong block, IReadOnlyList<Hash256> pending, CancellationToken cancellation)
    {
        while (!_progress.HasCome(chain, block, pending))
        {
            if (_running.IsCompleted) await _running; // it has failed
            await Task.Delay(LookInterval, _time, cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_node is not null) await _node.DisposeAsync();
        _signer?.Dispose();
        _stop.Dispose();
        _folder.Delete(recursive: true);
    }

    void INodeListener.Take(NodeEvent happened)
    {
        Diary.Note(happened);
        _progress.Note(happened);
    }

    // The signer wipes its key when it is disposed of; the arena's goes on.
    private static PrivateKey CopyOf(PrivateKey key)
    {
        Span<byte> bytes = stackalloc byte[PrivateKey.SizeBytes];
        key.CopyTo(bytes);
        try
        {
            return new PrivateKey(bytes);
        }
        finally
        {
            bytes.Clear();
        }
    }
}
