using System.ComponentModel.DataAnnotations;
using System.Net;
using Cordon.Arena.Chain;
using Cordon.Arena.Community;
using Cordon.Arena.Nodes;
using Cordon.Ethereum.Rpc;

namespace Cordon.Arena.Trials;

/// <summary>A chain with the exchange, Cordon's contracts and its community on it, which goes back to that state before
/// every playing; and a second one like it for a scenario that needs two.</summary>
public sealed class TrialGround : IAsyncDisposable
{
    private const ulong HomeId = 31_337;
    private const ulong AbroadId = 31_338;

    private readonly TrialOptions _options;
    private readonly TimeProvider _time;
    private ChainGround? _home;
    private ChainGround? _abroad; // made by the first who goes there

    private TrialGround(TrialOptions options, TimeProvider time) => (_options, _time) = (options, time);

    /// <summary>Where the guardians' nodes listen, as they registered.</summary>
    public IReadOnlyList<IPEndPoint> Listening { get; } =
        [.. FreePorts.Take(Members.Nodes).Select(port => new IPEndPoint(IPAddress.Loopback, port))];

    public TrialOptions Options => _options;

    public TimeProvider Time => _time;

    /// <summary>Starts a node and builds everything that all playings begin with.</summary>
    /// <exception cref="ArenaException">A tool is missing, or the node does not start.</exception>
    /// <exception cref="ValidationException">An option is out of range.</exception>
    public static async Task<TrialGround> BuildAsync(
        TrialOptions options, TimeProvider? time = null, CancellationToken cancellation = default)
    {
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        var ground = new TrialGround(options, time ?? TimeProvider.System);
        ground._home = await ground.StartAsync(HomeId, cancellation);
        return ground;
    }

    /// <summary>The node of a chain as a guard reaches it, best first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such chain, or nobody has gone there.</exception>
    public IReadOnlyList<RpcEndpoint> EndpointsOf(ulong chain) =>
        chain == HomeId ? _home!.Endpoints
        : chain == AbroadId && _abroad is not null ? _abroad.Endpoints
        : throw new ArgumentOutOfRangeException(nameof(chain), chain, "not a chain of this ground");

    /// <summary>Takes the chain back to the beginning; returns it with a fresh journal, which the other chain shares.
    /// </summary>
    public Task<(Stage Stage, Commons Commons)> RenewAsync(CancellationToken cancellation = default)
    {
        var journal = new Journal();
        return _home!.RenewAsync(journal, stop => GoAbroadAsync(journal, stop), cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (_abroad is not null) await _abroad.DisposeAsync();
        await _home!.DisposeAsync();
    }

    private async Task<(Stage Stage, Commons Commons)> GoAbroadAsync(Journal journal, CancellationToken cancellation)
    {
        _abroad ??= await StartAsync(AbroadId, cancellation);
        return await _abroad.RenewAsync(journal, passage: null, cancellation);
    }

    private Task<ChainGround> StartAsync(ulong id, CancellationToken cancellation) =>
        ChainGround.StartAsync(id, Listening, _options, _time, cancellation);
}
