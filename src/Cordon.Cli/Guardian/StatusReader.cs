using Cordon.Cli.Guardian.Unbonding;
using Cordon.Cli.Terminal;
using Cordon.Contracts;
using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;
using Cordon.Ethereum.Rpc;

namespace Cordon.Cli.Guardian;

/// <summary>Reads how a guardian stands.</summary>
internal sealed class StatusReader(GuardianChain chain, LogSearch logs)
{
    /// <exception cref="CommandException">The account is no guardian.</exception>
    /// <exception cref="RpcException">The node failed.</exception>
    public async Task<GuardianStatus> ReadAsync(Address guardian, CancellationToken cancellation)
    {
        GuardianStake.Guardian record = await chain.RecordAsync(guardian, cancellation);
        GuardianStake.Pool pool = await StakeAsync(new GuardianStake.PoolCall(guardian), cancellation);
        IncidentRegistry.Bond bond = await chain.AskAsync(
            chain.Registry, new IncidentRegistry.BondCall(guardian), cancellation);
        BlockHeader? head = await chain.Node.GetBlockHeaderAsync("latest", cancellation);
        return new GuardianStatus
        {
            Chain = chain.Chain.Id,
            Token = chain.Token,
            Guardian = guardian,
            Index = record.Index,
            Key = record.Key,
            NextKey = record.NextKeyAt == 0 ? null : (record.NextKey, record.NextKeyAt),
            Endpoint = await EndpointAsync(guardian, cancellation),
            CommissionBps = record.CommissionBps,
            IsOnDuty = record.OnDuty,
            IsExpelled = record.Expulsions > 0,
            SelfStake = await StakeAsync(new GuardianStake.StakeOfCall(guardian, guardian), cancellation),
            PoolStake = pool.Assets,
            Weight = await StakeAsync(new GuardianStake.GetVotesCall(guardian), cancellation),
            BondFree = bond.Free,
            BondLocked = bond.Locked,
            BondNeeded = await NeededAsync(cancellation),
            KeyWei = await chain.Node.GetBalanceAsync(record.Key, "latest", cancellation),
            Credit = await StakeAsync(new GuardianStake.CreditOfCall(guardian), cancellation),
            FreshUntil = chain.Chain.Engagement is { } engagement
                ? await chain.AskAsync(engagement, new Engagement.FreshUntilCall(guardian), cancellation)
                : null,
            Now = head?.Timestamp ?? 0,
            SearchedFrom = logs.First,
            Owed = chain.Stream is { } stream ? await chain.OwedAsync(stream, guardian, cancellation) : null,
            Rewards = await new RewardSearch(chain, logs).FindAsync(record.Index, cancellation),
            Slashes = await SlashesAsync(guardian, cancellation),
            Unbonding = await new UnbondingSearch(chain).FindAsync(logs, guardian, cancellation),
        };
    }

    private Task<T> StakeAsync<T>(IContractCall<T> call, CancellationToken cancellation) =>
        chain.AskAsync(chain.Stake, call, cancellation);

    private async Task<UInt256?> NeededAsync(CancellationToken cancellation)
    {
        try
        {
            return (await BondNeed.ReadAsync(chain, cancellation)).Amount;
        }
        catch (CommandException)
        {
            return null; // not enrolled: 'cordon check' says so of the protocol
        }
    }

    private async Task<string?> EndpointAsync(Address guardian, CancellationToken cancellation)
    {
        Hash256[] said = [GuardianStake.RegisteredEvent.Topic, GuardianStake.EndpointChangedEvent.Topic];
        IReadOnlyList<ContractLog> events = await logs.FindAsync(
            "the endpoint", chain.Stake, [said, [new Hash256(guardian.ToUInt256())]], cancellation);
        foreach ((Hash256[] topics, byte[] data) in events.Reverse())
        {
            if (GuardianStake.EndpointChangedEvent.TryDecode(topics, data, out var changed))
                return TerminalText.Clean(changed.Endpoint);
            if (GuardianStake.RegisteredEvent.TryDecode(topics, data, out var registered))
                return TerminalText.Clean(registered.Endpoint);
        }

        return null;
    }

    private async Task<IReadOnlyList<(UInt256 Slash, UInt256 Amount)>> SlashesAsync(
        Address guardian, CancellationToken cancellation)
    {
        List<(UInt256, UInt256)> found = [];
        Hash256[] slashed = [GuardianStake.SlashedEvent.Topic], whom = [new Hash256(guardian.ToUInt256())];
        foreach ((Hash256[] topics, byte[] data) in await logs.FindAsync(
            "slashes", chain.Stake, [slashed, [], whom], cancellation))
        {
            if (GuardianStake.SlashedEvent.TryDecode(topics, data, out var one)) found.Add((one.Slash, one.Amount));
        }

        return found;
    }
}
