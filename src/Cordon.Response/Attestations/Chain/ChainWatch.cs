using System.Collections.Immutable;
using Cordon.Contracts;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Response.Attestations.Chain;

/// <summary>Keeps members and incidents as the chain has them. One look at a time.</summary>
/// <remarks>Logs deep enough are folded into the roster once; those above are read again with every look, so that
/// nothing of a block that was reorganised away stays. An incident's state is always the contract's own view.
/// </remarks>
internal sealed class ChainWatch(RegistryReader reader, ExchangeOptions options, Address ownKey)
{
    /// <summary>More incidents are not watched; the newest are. Each costs its raiser a bond and a day.</summary>
    public const int IncidentsMax = 1_024;

    private Roster _settled = Roster.Empty;
    private ulong _next = (ulong)options.FromBlock;
    private int _range = options.LogRangeBlocks;
    private ImmutableDictionary<Hash256, ulong> _raised = ImmutableDictionary<Hash256, ulong>.Empty;
    private Address[] _keys = [];

    /// <summary>What the latest look showed.</summary>
    public ChainView View { get; private set; } = ChainView.Nothing;

    /// <summary>Looks at the chain.</summary>
    /// <exception cref="RpcException">The node failed; the view has not changed.</exception>
    public async Task<ChainView> LookAsync(CancellationToken cancellation)
    {
        BlockHeader head = await reader.HeadAsync(cancellation);
        DateTimeOffset time = head.MadeAt ?? DateTimeOffset.UnixEpoch;
        await SettleAsync(head.Number, time, cancellation);
        (Roster roster, ImmutableDictionary<Hash256, ulong> raised) = (_settled, _raised);
        if (_next <= head.Number)
        {
            foreach (ChainLog log in await reader.LogsAsync(_next, head.Number, cancellation))
                (roster, raised) = (roster.After(log), With(raised, log));
        }

        Address[] keys = [.. roster.Members.Values.Select(member => member.Key).Order()];
        bool sameKeys = keys.AsSpan().SequenceEqual(_keys);
        var sights = ImmutableDictionary.CreateBuilder<Hash256, IncidentSight>();
        foreach ((Hash256 id, ulong until) in raised.OrderByDescending(pair => pair.Value).Take(IncidentsMax))
        {
            if (IsPast(until, time)) continue;
            IncidentSight? known = View.Incidents.GetValueOrDefault(id);
            // What is over stays as it was seen last.
            bool isOver = known is not null && !known.IsOpen(time) && !known.IsOpen(View.Time);
            IncidentSight? sight = isOver
                ? known
                : await SightAsync(id, known, sameKeys ? null : keys, roster.ByKey(ownKey), cancellation);
            if (sight is not null) sights[id] = sight;
        }

        _keys = keys;
        return View = new ChainView(roster, sights.ToImmutable(), time);
    }

    private async Task SettleAsync(ulong head, DateTimeOffset time, CancellationToken cancellation)
    {
        while (_next + (ulong)options.ReorgDepthBlocks <= head)
        {
            ulong to = Math.Min(_next + (ulong)_range - 1, head - (ulong)options.ReorgDepthBlocks);
            try
            {
                foreach (ChainLog log in await reader.LogsAsync(_next, to, cancellation))
                    (_settled, _raised) = (_settled.After(log), With(_raised, log));
                _next = to + 1;
            }
            catch (RpcErrorException) when (_range > 1)
            {
                // Nodes bound the blocks or the answers of one call, each in its own words.
                _range /= 2;
            }
        }

        _raised = _raised.RemoveRange(_raised.Where(pair => IsPast(pair.Value, time)).Select(pair => pair.Key));
    }

    /// <param name="newKeys">Null where the keys are those of the look before.</param>
    private async Task<IncidentSight?> SightAsync(
        Hash256 id, IncidentSight? known, Address[]? newKeys, Member? self, CancellationToken cancellation)
    {
        if (await reader.IncidentAsync(id, cancellation) is not { } record) return null;
        // What a key weighed is settled; only which keys there are changes.
        bool isKnown = known?.Record.RaisedAt == record.RaisedAt;
        ulong second = record.RaisedAt - 1;
        UInt256 onDuty = isKnown ? known!.OnDuty : await reader.OnDutyAsync(second, cancellation);
        ImmutableDictionary<Address, Seat> seats = isKnown && newKeys is null
            ? known!.Seats
            : await reader.SeatsAsync(newKeys ?? _keys, second, cancellation);
        ImmutableHashSet<uint> counted = await CountedAsync(id, isKnown ? known : null, record, seats, cancellation);
        bool isOwnCounted = self is not null
            && (counted.Contains(self.Index)
                || (await reader.CountedAsync(id, [self.Index], cancellation)).Count != 0);
        return new IncidentSight(id, record, onDuty, seats, counted, isOwnCounted);
    }

    // Guardians may bring their verdicts to the chain themselves, past the exchange: a contract's owners as a rule do.
    private async Task<ImmutableHashSet<uint>> CountedAsync(
        Hash256 id, IncidentSight? known, IncidentRegistry.Incident record,
        ImmutableDictionary<Address, Seat> seats, CancellationToken cancellation)
    {
        if (record.Attack.IsZero && record.NoAttack.IsZero) return [];
        bool isSame = known is not null && ReferenceEquals(known.Seats, seats)
            && known.Record.Attack == record.Attack && known.Record.NoAttack == record.NoAttack;
        if (isSame || record.QuorumAt != 0) return known?.Counted ?? [];
        return [.. await reader.CountedAsync(id, [.. seats.Values.Select(seat => seat.Index)], cancellation)];
    }

    private static ImmutableDictionary<Hash256, ulong> With(ImmutableDictionary<Hash256, ulong> raised, ChainLog log) =>
        IncidentRegistry.RaisedEvent.TryDecode(log.Topics, log.Data, out var incident)
            ? raised.SetItem(incident.Incident, incident.Until)
            : raised;

    // The first action ends at most an hour after the raise, and never before it.
    private static bool IsPast(ulong until, DateTimeOffset time) =>
        DateTimeOffset.FromUnixTimeSeconds((long)Math.Min(until, uint.MaxValue)) + IncidentSight.EquivocationWindow
        < time;
}
