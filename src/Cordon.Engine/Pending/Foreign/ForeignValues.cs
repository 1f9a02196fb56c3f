using System.Numerics;
using Cordon.Domain.Invariants;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Engine.Pending;

/// <summary>What the invariants of one chain compare with on other chains, as their newest blocks have it.
/// Thread-safe.</summary>
/// <remarks>A value is unknown until it is read, after a reading that failed, and when the other chain's newest block
/// is older than the call allows. A break is only to be said when it stands against a reading that was begun after what
/// it is compared with was seen (<see cref="RefreshAsync"/>): what is honest on a bridge happened on the other chain
/// first, so that a reading of before knows less than the bridge did. See ADR 0025.</remarks>
public sealed class ForeignValues
{
    private static readonly TimeSpan PatienceByDefault = TimeSpan.FromSeconds(2);

    private readonly ForeignChain[] _chains;

    /// <param name="invariants">Of one chain.</param>
    /// <param name="nodeOf">Who is asked about another chain; null for a chain that is not followed.</param>
    /// <param name="onState">Told after each reading of a chain why it cannot be told of, or null.</param>
    /// <param name="time">The clock that blocks are compared with.</param>
    /// <param name="patience">How long a chain is waited for; null for two seconds.</param>
    public ForeignValues(
        IEnumerable<Invariant> invariants, Func<ulong, IRpcCaller?> nodeOf, Action<ulong, string?> onState,
        TimeProvider time, TimeSpan? patience = null) =>
        _chains = [.. invariants.SelectMany(invariant => invariant.ForeignCalls).Distinct()
            .GroupBy(call => call.Chain!.Value)
            .Select(calls => new ForeignChain(
                calls.Key, [.. calls], nodeOf, onState, patience ?? PatienceByDefault, time))];

    /// <summary>Where no invariant compares chains.</summary>
    public static ForeignValues None { get; } = new([], _ => null, (_, _) => { }, TimeProvider.System);

    /// <summary>The other chains.</summary>
    public IEnumerable<ulong> Chains => _chains.Select(chain => chain.Id);

    /// <summary>Reads every value anew: what is known afterwards was asked for after this call. Never throws for a
    /// chain that does not answer in time; its values are unknown then.</summary>
    public Task RefreshAsync(CancellationToken cancellation = default) =>
        Task.WhenAll(_chains.Select(chain => chain.ReadAsync(cancellation)));

    /// <summary>The same, but waits for no chain that did not answer the last time.</summary>
    public Task RefreshAnsweringAsync(CancellationToken cancellation = default) => Task.WhenAll(
        _chains.Where(chain => !chain.IsSilent).Select(chain => chain.ReadAsync(cancellation)));

    /// <summary>Keeps the values fresh until cancelled.</summary>
    public async Task RunAsync(TimeSpan interval, TimeProvider time, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(interval, time);
        do await RefreshAsync(cancellation);
        while (await timer.WaitForNextTickAsync(cancellation));
    }

    /// <summary>What is known now.</summary>
    internal ForeignSnapshot Now() => _chains.Length == 0
        ? ForeignSnapshot.None
        : new ForeignSnapshot(
            _chains.SelectMany(chain => chain.Fresh()),
            id => _chains.Any(chain => chain.Id == id && chain.IsFollowed));
}
