using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Deployment;
using Cordon.Contracts;
using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;

namespace Cordon.Arena.Scenarios;

/// <summary>A thief with a contract that drains a lender: takes ether out of a flash swap, makes the collateral dear in
/// the pool that the lender reads, borrows everything against a little of it, sells the rest back and repays.</summary>
public sealed class FlashSwapHeist
{
    private const ulong FlashEther = 2_000;
    private const ulong CollateralCoins = 20_000;
    private const ulong LeastEther = 20;
    private const ulong TipGwei = 10;

    private readonly LenderSite _site;
    private Address? _contract;

    private FlashSwapHeist(LenderSite site, ArenaAccount thief) => (_site, Thief) = (site, thief);

    public ArenaAccount Thief { get; }

    /// <summary>The thief's contract, once it is deployed.</summary>
    public Address Contract => _contract ?? throw new InvalidOperationException("The thief has no contract yet.");

    /// <summary>A thief with ether for gas and nothing else.</summary>
    public static async Task<FlashSwapHeist> RecruitAsync(LenderSite site, CancellationToken cancellation = default) =>
        new(site, await site.Stage.InviteAsync("thief", isPoor: true, cancellation));

    /// <summary>A thief whose contract is deployed.</summary>
    public static async Task<FlashSwapHeist> PrepareAsync(LenderSite site, CancellationToken cancellation = default)
    {
        FlashSwapHeist heist = await RecruitAsync(site, cancellation);
        await heist.SendContractAsync(cancellation);
        await site.Stage.Chain.MineAsync(cancellation);
        return heist;
    }

    /// <summary>Sends the creation of the thief's contract, for the next block.</summary>
    public async Task SendContractAsync(CancellationToken cancellation = default)
    {
        Stage stage = _site.Stage;
        _contract = Thief.NextContract;
        byte[] code = new FlashSwapAttacker.Deployment(stage.World.DollarPool, _site.Lender)
            .Encode(stage.Bytecode.Attacker);
        await stage.Chain.SendAsync(
            new Act(Thief, To: null, code, "thief creates a contract") { Role = TransactionRole.Preparation },
            cancellation);
    }

    /// <summary>The theft in one transaction.</summary>
    public Act Strike() => Strike(
        new FlashSwapAttacker.AttackCall(Deployer.Ether(FlashEther), Deployer.Ether(CollateralCoins)),
        "thief drains the lender");

    /// <summary>One of so many equal slices of the theft, or as much of it as the lender's breaker lets out at this
    /// moment: the thief reads it on the chain, and takes a payment that is held for none.</summary>
    public async Task<Act> StrikePartAsync(ulong slices, CancellationToken cancellation = default)
    {
        UInt256 slice = Deployer.Ether(LenderSite.DepositedEther / slices), loan = slice;
        if (_site.Enrolled is { } enrolled)
        {
            UInt256 room = (await _site.Stage.Chain.ReadAsync(
                enrolled.Breaker, new CircuitBreaker.ExplainCall(_site.Stage.World.Weth), cancellation)).Capacity;
            // Below that the flash swap costs more than the slice brings: then rather try for all of it.
            if (room >= Deployer.Ether(LeastEther) && room < slice) loan = room;
        }

        return Strike(
            new FlashSwapAttacker.AttackPartCall(
                Deployer.Ether(FlashEther), Deployer.Ether(CollateralCoins / slices), loan),
            "thief drains a slice of the lender");
    }

    private Act Strike(ICalldata call, string title) => Act.Call(Thief, Contract, call, title) with
    {
        Role = TransactionRole.Attack,
        TipGwei = TipGwei,
    };
}
