using Cordon.Cli.Configuration;
using Cordon.Cli.Terminal;
using Cordon.Contracts;
using Cordon.Domain.Policies;
using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;
using Cordon.Ethereum.Rpc;
using Cordon.Node.Settings;

namespace Cordon.Cli.Checking;

/// <summary>Whether the guardian's key opens, has a seat, a bond for what its policies promise, and money for gas.
/// </summary>
internal sealed class GuardianCheck(CheckBook book, NodeSettings settings, Func<string, string?> environment)
{
    private const string Place = "guardian";

    /// <summary>The account of the key; null where it does not open.</summary>
    public Address? Account()
    {
        try
        {
            using OpenedKey key = OpenedKey.Open(settings.Guardian!.Key, environment);
            book.Add(CheckLevel.Fine, Place, $"the key of {key.Signer.Address} opens");
            return key.Signer.Address;
        }
        catch (CommandException fault)
        {
            book.Add(CheckLevel.Wrong, Place, fault.Message);
            return null;
        }
    }

    /// <summary>Whether the account can act on a chain.</summary>
    public Task RunAsync(IRpcCaller node, ChainSettings chain, Address account, CancellationToken cancellation) =>
        book.TryAsync(Place, async () =>
        {
            string place = $"{Place} on chain {chain.Id}";
            UInt256 wei = await node.GetBalanceAsync(account, "latest", cancellation);
            book.Note(!wei.IsZero, place, $"has {wei} wei for gas",
                $"{account} has nothing to pay gas with: send it some");
            Address key = settings.Guardian?.Safe ?? account;
            if (settings.Guardian?.Safe is { } safe) await SafeAsync(node, safe, account, place, cancellation);
            Address guardian = await node.ReadAsync(
                chain.Stake!.Value, new GuardianStake.GuardianOfKeyCall(key), "latest", cancellation);
            if (guardian.IsZero)
            {
                book.Add(CheckLevel.Wrong, place, $"{key} is no guardian's key in the stake {chain.Stake}: "
                    + "register it (docs/operating/guardian.md, 1)");
                return;
            }

            GuardianStake.Guardian seat = await node.ReadAsync(
                chain.Stake.Value, new GuardianStake.GuardianCall(guardian), "latest", cancellation);
            UInt256 votes = await node.ReadAsync(
                chain.Stake.Value, new GuardianStake.GetVotesCall(guardian), "latest", cancellation);
            book.Note(seat.OnDuty && !votes.IsZero, place, $"the guardian {guardian}, on duty with weight {votes}",
                $"the guardian {guardian} has weight {votes} and is {(seat.OnDuty ? "on" : "off")} duty: no voice; "
                + "stake, or 'cordon guardian duty on'");
            if (settings.Guardian?.Safe is not null) return; // what follows is of a node that raises and answers
            foreach (GuardedProtocol guarded in settings.Protocols.Where(each => each.Protocol.Chain == chain.Id))
                await BondAsync(node, chain, guarded, guardian, cancellation);
            if (chain.Engagement is { } engagement)
                await new EngagementCheck(book, node, engagement)
                    .RunAsync(place, chain.Stake.Value, guardian, cancellation);
        });

    private async Task SafeAsync(
        IRpcCaller node, Address safe, Address account, string place, CancellationToken cancellation)
    {
        if ((await node.GetCodeAsync(safe, "latest", cancellation)).Length == 0)
        {
            book.Add(CheckLevel.Wrong, place, $"safe: expected a Safe at {safe}, found no code");
            return;
        }

        Address[] owners = await node.ReadAsync(safe, new Safe.GetOwnersCall(), "latest", cancellation);
        UInt256 threshold = await node.ReadAsync(safe, new Safe.GetThresholdCall(), "latest", cancellation);
        book.Note(owners.Contains(account), place,
            $"one of {owners.Length} owners of the Safe {safe}, {threshold} of whom must agree; it attests, on the "
                + "chain, and neither raises nor answers attention challenges",
            $"safe: {account} is no owner of the Safe {safe}");
    }

    private async Task BondAsync(
        IRpcCaller node, ChainSettings chain, GuardedProtocol guarded, Address guardian,
        CancellationToken cancellation)
    {
        bool pauses = guarded.Policy.Rules.ContainsKey(ResponseAction.Pause);
        bool throttles = guarded.Policy.Rules.ContainsKey(ResponseAction.Throttle);
        if (guarded.Enrolled is not { } enrolled || (!pauses && !throttles)) return;
        byte mode = (byte)(pauses ? 2 : 1); // Mode.Paused, Mode.Throttled
        (_, bool isEnrolled) = await node.ReadAsync(
            chain.Registry!.Value, new IncidentRegistry.PolicyCall(enrolled), "latest", cancellation);
        if (!isEnrolled) return; // said of the protocol; what a bond covers is not known before
        UInt256 needed = await node.ReadAsync(chain.Registry!.Value,
            new IncidentRegistry.BondForCall(enrolled, guarded.Target, mode), "latest", cancellation);
        IncidentRegistry.Bond bond = await node.ReadAsync(
            chain.Registry.Value, new IncidentRegistry.BondCall(guardian), "latest", cancellation);
        book.Note(bond.Free >= needed, guarded.Protocol.Name, $"the guardian's bond of {bond.Free} covers {needed}",
            $"the guardian's free bond is {bond.Free}, and its policy's action locks {needed}: "
                + "deposit the rest (docs/operating/guardian.md, 2)");
    }
}
