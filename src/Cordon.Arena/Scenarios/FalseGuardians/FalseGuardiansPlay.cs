using Cordon.Arena.Chain;
using Cordon.Arena.Community;
using Cordon.Arena.Deployment;
using Cordon.Contracts;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Arena.Scenarios.FalseGuardians;

/// <summary>Each of three guardians stops the lender in turn; what it costs them and the lender is measured.</summary>
internal sealed class FalseGuardiansPlay(LenderSite site, Commons? cordon) : LenderPlay(site)
{
    private const int QuietBlocks = 2;
    private const ulong SoloPauseSeconds = 3_600;
    private const byte Paused = 2;

    private readonly List<string> _faults = [];

    public override async Task RunAsync(CancellationToken cancellation = default)
    {
        await Site.LiveAsync(QuietBlocks, cancellation);
        if (cordon is not null)
        {
            var docket = new Docket(cordon);
            await OverturnedAsync(docket, 1, "cries wolf", docket.RejectAsync, cancellation);
            await OverturnedAsync(docket, 2, "pauses in malice", docket.PunishAsync, cancellation);
        }

        await Site.LiveAsync(QuietBlocks, cancellation);
    }

    /// <summary>Dan's pause, which nobody overturns, and the end of everything that is held.</summary>
    public override async Task ConcludeAsync(
        Docket docket, IReadOnlyList<RaisedIncident> incidents, CancellationToken cancellation = default)
    {
        await docket.PauseAsync(
            cordon!.Members.Guardians[3], Site.Lender, "pauses while the council is away", cancellation);
        await cordon.Chain.MineAsync(cancellation);
        if (!await IsPausedAsync(cancellation)) _faults.Add("Dan's pause did not stop the lender.");
        await cordon.Chain.PassAsync(TimeSpan.FromSeconds(SoloPauseSeconds), cancellation);
        await cordon.Chain.MineAsync(cancellation);
        if (await IsPausedAsync(cancellation)) _faults.Add("A solo pause outlasts its hour.");
        await CheckBondsAsync(cancellation);
    }

    public override async Task<IReadOnlyList<string>> FaultsAsync(
        IReadOnlyList<RaisedIncident> incidents, CancellationToken cancellation = default)
    {
        if (incidents.Count != 2) _faults.Add($"{incidents.Count} incidents were raised by two false guardians.");
        foreach (RaisedIncident incident in incidents)
        {
            UInt256 votes = (await Site.Stage.Chain.ReadAsync(
                cordon!.Registry, new IncidentRegistry.IncidentCall(incident.Id), cancellation)).Attack;
            if (!votes.IsZero) _faults.Add($"Guardians gave a false alarm {votes} of stake.");
        }

        return _faults;
    }

    /// <summary>The guardian pauses, honest life is refused for a block, the council decides, and life goes on.
    /// </summary>
    private async Task OverturnedAsync(
        Docket docket, int guardian, string how, Func<RaisedIncident, CancellationToken, Task> decide,
        CancellationToken cancellation)
    {
        LocalChain chain = Site.Stage.Chain;
        ulong first = chain.Head + 1;
        await docket.PauseAsync(cordon!.Members.Guardians[guardian], Site.Lender, how, cancellation);
        await chain.MineAsync(cancellation);
        RaisedIncident incident = (await docket.RaisedSinceAsync(first, cancellation))[^1];
        ulong from = await TimeOfAsync(incident.Block, cancellation);

        await Site.LiveAsync(withLoan: true, cancellation);
        await chain.MineAsync(cancellation);
        await decide(incident, cancellation);
        if (await IsPausedAsync(cancellation)) _faults.Add($"The council overturned who {how}, and it still stands.");
        ulong seconds = await TimeOfAsync(chain.Head, cancellation) - from;
        if (seconds > SoloPauseSeconds) _faults.Add($"Who {how} stopped the lender for {seconds} s.");
    }

    private async Task CheckBondsAsync(CancellationToken cancellation)
    {
        UInt256 bond = Commons.BondPerHour * 4; // everything costs four times what one target does
        UInt256 forfeited = await Site.Stage.Chain.ReadAsync(
            cordon!.Mechanism.Token, new Erc20.BalanceOfCall(cordon.Treasury), cancellation);
        if (forfeited != bond * 2) _faults.Add($"{forfeited} of {bond * 2} forfeited bonds are in the treasury.");
        await ExpectStakeAsync(1, Members.Stake, "crying wolf", cancellation);
        await ExpectStakeAsync(2, Members.Stake * 4 / 5, "malice", cancellation);
        UInt256 locked = (await Site.Stage.Chain.ReadAsync(
            cordon.Registry, new IncidentRegistry.BondCall(cordon.Members.Guardians[3].Owner.Address), cancellation))
            .Locked;
        if (locked != bond) _faults.Add($"Dan has {locked} at stake until the council is back, not {bond}.");
    }

    private async Task ExpectStakeAsync(int guardian, UInt256 expected, string what, CancellationToken cancellation)
    {
        Address owner = cordon!.Members.Guardians[guardian].Owner.Address;
        UInt256 left = await Site.Stage.Chain.ReadAsync(
            cordon.Mechanism.Plan.Stake, new GuardianStake.StakeOfCall(owner, owner), cancellation);
        // Shares round against the staker, by a unit.
        if (left > expected || left + Deployer.Ether(1) < expected)
            _faults.Add($"After {what} a stake of {left} is left, and not {expected}.");
    }

    private async Task<bool> IsPausedAsync(CancellationToken cancellation) =>
        (await Site.Stage.Chain.ReadAsync(
            Site.Enrolled!.Breaker, new CircuitBreaker.StatusCall(BreakerTargets.Everything), cancellation))
        .Mode == Paused;

    private async Task<ulong> TimeOfAsync(ulong block, CancellationToken cancellation)
    {
        using RpcPayload answer = await Site.Stage.Chain.Node.CallRawAsync(
            new RpcCall("eth_getBlockByNumber", block, false), cancellation);
        using var json = System.Text.Json.JsonDocument.Parse(answer.Json);
        return Convert.ToUInt64(json.RootElement.GetProperty("timestamp").GetString(), 16);
    }
}
