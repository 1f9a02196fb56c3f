using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using Cordon.Domain.Incidents;
using Cordon.Domain.Protocols;
using Cordon.Domain.Signals;
using Cordon.Engine.Reorgs;
using Cordon.Ethereum;

namespace Cordon.Engine.Correlation;

/// <summary>Turns signals into incidents: one attack with twenty signals is one incident.</summary>
/// <remarks>Pure. Signals belong together when they are about one transaction, or, within a window of blocks, accuse
/// the same attacker or harm the same victim. Information alone (severity info) joins by transaction only and never
/// opens an incident. Per block O(signals x active incidents).</remarks>
public sealed class Correlator
{
    private readonly CorrelationOptions _options;
    private readonly WatchList _watched;

    /// <exception cref="ValidationException">An option is out of range.</exception>
    public Correlator(CorrelationOptions options, WatchList watched)
    {
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        (_options, _watched) = (options, watched);
    }

    /// <summary>Returns the incidents after a block, the same instance where nothing changed.</summary>
    /// <param name="book">The incidents before it.</param>
    /// <param name="link">The block.</param>
    /// <param name="timestamp">Its time in seconds since 1970, 0 where unknown.</param>
    /// <param name="signals">What the detectors say of it.</param>
    /// <param name="senderOf">The sender of a signal's transaction, null where unknown.</param>
    /// <param name="changed">Receives each incident that was opened, changed or merged, in its latest version.</param>
    /// <param name="detectedAt">The time of detection of what is opened here, null in a scan of the past.</param>
    public IncidentBook Advance(
        IncidentBook book, BlockLink link, ulong timestamp, IReadOnlyList<Signal> signals,
        Func<Signal, Address?> senderOf, ICollection<Incident> changed, DateTimeOffset? detectedAt = null)
    {
        ImmutableList<Incident> active = book.Active.Exists(incident => IsOver(incident, link))
            ? book.Active.RemoveAll(incident => IsOver(incident, link))
            : book.Active;
        Dictionary<string, Incident> latest = [];
        if (signals.Count > 0)
        {
            foreach (SignalGroup group in SignalGroup.Of(signals, senderOf))
                active = Join(active, group, link, new IncidentClocks(timestamp, timestamp, detectedAt), latest);
        }

        while (active.Count > _options.ActiveMax) active = active.Remove(active.MinBy(incident => incident.LastBlock)!);
        foreach (Incident incident in latest.Values) changed.Add(incident);
        return ReferenceEquals(active, book.Active) ? book : new IncidentBook(active);
    }

    /// <summary>One incident of the same threat as two watches saw it, with the id and place of the first. What the
    /// second says of a transaction that the first has too is the same evidence again, and counts once.</summary>
    public Incident Unite(Incident seen, Incident other)
    {
        ArgumentNullException.ThrowIfNull(seen);
        ArgumentNullException.ThrowIfNull(other);
        ImmutableArray<IncidentReason> news = [.. other.Reasons.Where(reason =>
            !seen.Reasons.Any(known => known.Signal == reason.Signal)
            && !(reason.Tx is { } tx && seen.Transactions.Contains(tx)))];
        Incident united = Absorb(seen, other with { Reasons = news, SignalCount = news.Length });
        return united with
        {
            // A list cut short must not lower what the whole list said.
            LogOdds = Math.Max(united.LogOdds, Math.Max(seen.LogOdds, other.LogOdds)),
            FirstBlock = Math.Min(seen.FirstBlock, other.FirstBlock),
        };
    }

    private ImmutableList<Incident> Join(
        ImmutableList<Incident> active, SignalGroup group, BlockLink link, IncidentClocks clocks,
        Dictionary<string, Incident> latest)
    {
        Incident[] joined = [.. active.Where(incident => Belongs(incident, group))];
        if (joined.Length == 0)
        {
            if (group.Gravest.Severity < _options.OpenSeverityMin) return active;
            Incident opened = Extend(Open(group, link, clocks), group, link, clocks.LatestAt);
            latest[opened.Id] = opened;
            return active.Add(opened);
        }

        // The oldest keeps its id; what turns out to be the same threat moves into it.
        Incident grown = joined[0];
        foreach (Incident other in joined.AsSpan(1))
        {
            grown = Absorb(grown, other);
            active = active.Remove(other);
            latest[other.Id] = other with { State = IncidentState.Merged, MergedInto = grown.Id };
        }

        grown = Extend(grown, group, link, clocks.LatestAt);
        latest[grown.Id] = grown;
        return active.Replace(joined[0], grown);
    }

    private static bool Belongs(Incident incident, SignalGroup group)
    {
        if (incident.Root == group.Root) return true;
        if (group.Gravest.Tx is { } tx && incident.Transactions.Contains(tx)) return true;
        return group.Gravest.Severity > Severity.Info
            && (incident.Attackers.Any(address => group.Attackers.Contains(address))
                || incident.Victims.Any(address => group.Victims.Contains(address)));
    }

    private Incident Open(SignalGroup group, BlockLink link, IncidentClocks clocks) => new()
    {
        Id = IdOf(link, group.Root),
        Chain = link.Chain,
        Root = group.Root,
        Summary = group.Gravest.Summary,
        Severity = group.Gravest.Severity,
        LogOdds = _options.PriorLogOdds,
        PriorLogOdds = _options.PriorLogOdds,
        FirstBlock = link.Number,
        LastBlock = link.Number,
        Clocks = clocks,
    };

    private Incident Extend(Incident incident, SignalGroup group, BlockLink link, ulong timestamp)
    {
        IncidentReason[] added = [.. group.Signals
            .Where(signal => !incident.Reasons.Any(reason => reason.Signal == signal.Id))
            .Select(ReasonOf)];
        bool isGraver = group.Gravest.Severity > incident.Severity;
        (ImmutableArray<IncidentReason> reasons, double logOdds) =
            BeliefFusion.Fuse(incident.Reasons.Concat(added), _options);
        return incident with
        {
            Protocol = incident.Protocol ?? ProtocolOf(link.Chain, group.Subjects),
            Summary = isGraver ? group.Gravest.Summary : incident.Summary,
            Severity = isGraver ? group.Gravest.Severity : incident.Severity,
            LogOdds = logOdds,
            Reasons = Listed(reasons),
            SignalCount = incident.SignalCount + added.Length,
            Victims = isGraver ? Union(group.Victims, incident.Victims) : Union(incident.Victims, group.Victims),
            Attackers = Union(incident.Attackers, group.Attackers),
            Subjects = isGraver ? Union(group.Subjects, incident.Subjects) : Union(incident.Subjects, group.Subjects),
            Transactions = group.Gravest.Tx is { } tx ? Union(incident.Transactions, [tx]) : incident.Transactions,
            LastBlock = Math.Max(incident.LastBlock, link.Number),
            Clocks = incident.Clocks with { LatestAt = Math.Max(incident.Clocks.LatestAt, timestamp) },
        };
    }

    private Incident Absorb(Incident incident, Incident other)
    {
        (ImmutableArray<IncidentReason> reasons, double logOdds) =
            BeliefFusion.Fuse(incident.Reasons.Concat(other.Reasons).DistinctBy(reason => reason.Signal), _options);
        bool isGraver = other.Severity > incident.Severity;
        return incident with
        {
            Protocol = incident.Protocol ?? other.Protocol,
            Summary = isGraver ? other.Summary : incident.Summary,
            Severity = isGraver ? other.Severity : incident.Severity,
            LogOdds = logOdds,
            Reasons = Listed(reasons),
            SignalCount = incident.SignalCount + other.SignalCount,
            Victims = Union(incident.Victims, other.Victims),
            Attackers = Union(incident.Attackers, other.Attackers),
            Subjects = Union(incident.Subjects, other.Subjects),
            Transactions = Union(incident.Transactions, other.Transactions),
            LastBlock = Math.Max(incident.LastBlock, other.LastBlock),
        };
    }

    private bool IsOver(Incident incident, BlockLink link)
    {
        ulong distance = incident.LastBlock > link.Number
            ? incident.LastBlock - link.Number
            : link.Number - incident.LastBlock;
        return distance > (ulong)_options.MergeWindowBlocks;
    }

    private string? ProtocolOf(ulong chain, ImmutableArray<Address> subjects) => _watched.IsEmpty
        ? null
        : subjects.Select(subject => _watched.Find(chain, subject)?.Name).FirstOrDefault(name => name is not null);

    private static IncidentReason ReasonOf(Signal signal) => new(
        signal.Id, signal.Block, signal.Tx, signal.Detector, signal.Severity, signal.Confidence, 0, "");

    private static ImmutableArray<IncidentReason> Listed(ImmutableArray<IncidentReason> reasons) =>
        reasons.Length <= Incident.ListedMax ? reasons : reasons[..Incident.ListedMax];

    private static ImmutableArray<T> Union<T>(ImmutableArray<T> first, ImmutableArray<T> second) =>
        second.All(first.Contains) ? first : [.. first.Concat(second).Distinct().Take(Incident.ListedMax)];

    private static string IdOf(BlockLink link, string root) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{link.Chain}|{link.Number}|{link.Hash}|{root}")).AsSpan(0, 16));
}
