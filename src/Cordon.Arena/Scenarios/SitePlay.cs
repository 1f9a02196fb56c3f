using Cordon.Arena.Chain;
using Cordon.Arena.Community;
using Cordon.Arena.Traffic;
using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;

namespace Cordon.Arena.Scenarios;

/// <summary>A playing around a protocol of its own, with the exchange's honest life in the background. What was raised
/// is confirmed.</summary>
public abstract class SitePlay(Stage stage) : IScenarioPlay
{
    /// <summary>What a thief pays per gas, so that nobody comes in between.</summary>
    protected const ulong ThiefTipGwei = 10;

    public abstract Protection? Protection { get; }

    protected Stage Stage => stage;

    protected LocalChain Chain => stage.Chain;

    public abstract Task RunAsync(CancellationToken cancellation = default);

    public abstract Task<Amount> LossAsync(CancellationToken cancellation = default);

    public virtual async Task ConcludeAsync(
        Docket docket, IReadOnlyList<RaisedIncident> incidents, CancellationToken cancellation = default)
    {
        foreach (RaisedIncident incident in incidents.Take(1)) await docket.ConfirmAsync(incident, cancellation);
    }

    public virtual Task<IReadOnlyList<string>> FaultsAsync(
        IReadOnlyList<RaisedIncident> incidents, CancellationToken cancellation = default) =>
        Task.FromResult<IReadOnlyList<string>>([]);

    /// <summary>Something honest, for the next block.</summary>
    protected Task LiveAsync(
        ArenaAccount who, Address to, ICalldata call, string what, UInt256 value = default,
        CancellationToken cancellation = default) =>
        Chain.SendAsync(Act.Call(who, to, call, $"{who.Name} {what}") with { Value = value }, cancellation);

    /// <summary>A step of the attack, for the next block.</summary>
    protected Task StrikeAsync(
        ArenaAccount who, Address to, ICalldata call, string what, UInt256 value = default,
        TransactionRole role = TransactionRole.Attack, CancellationToken cancellation = default)
    {
        Act act = Act.Call(who, to, call, $"{who.Name} {what}");
        return Chain.SendAsync(act with { Value = value, Role = role, TipGwei = ThiefTipGwei }, cancellation);
    }

    /// <summary>A few swaps on the exchange and then the block.</summary>
    protected async Task MineAsync(CancellationToken cancellation)
    {
        await new HonestTraffic(stage).SwapAsync(most: 2, cancellation);
        await Chain.MineAsync(cancellation);
    }
}
