using System.Collections.Immutable;
using Cordon.Cli.Stories;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Incidents;
using Cordon.Domain.Signals;
using Cordon.Engine.Pipeline;
using Cordon.Ethereum;

namespace Cordon.Cli.Report;

/// <summary>Keeps of a scan what its report will show, in bounded memory however long the scan.</summary>
internal sealed class ReportCollector
{
    private const int ShownMax = 200;
    private const int KeptMax = 2 * ShownMax; // pruned back to those shown when full
    private const int StoriesPerIncident = 3;

    private readonly Dictionary<string, ReportIncident> _kept = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, DetectorCount> _detectors = new(StringComparer.Ordinal);
    private readonly SortedSet<ulong> _chains = [];
    private ulong _first = ulong.MaxValue;
    private ulong _last;
    private long _blocks;
    private long _transactions;
    private long _withoutCalls;
    private long _withoutLogs;

    /// <summary>Takes one block; copies what it keeps.</summary>
    public void Take(ScannedBlock block)
    {
        BlockData data = block.Facts.Data;
        _chains.Add(data.ChainId);
        (_first, _last) = (Math.Min(_first, data.Number), Math.Max(_last, data.Number));
        _blocks++;
        _transactions += data.Transactions.Count;
        for (int tx = 0; tx < data.Transactions.Count; tx++)
        {
            if (!data.Transactions.HasCalls[tx]) _withoutCalls++;
            if (!data.Transactions.HasLogs[tx]) _withoutLogs++;
        }

        foreach (Signal signal in block.Retracted.Concat(block.Signals))
        {
            if (!_detectors.TryGetValue(signal.Detector, out DetectorCount? count))
                _detectors[signal.Detector] = count = new DetectorCount(signal.Detector);
            count.Add(signal);
        }

        foreach (Incident incident in block.Incidents) Keep(incident, block.Facts);
    }

    /// <summary>Everything the report shows.</summary>
    /// <param name="sources">What was scanned.</param>
    /// <param name="summary">Null where the scan did not reach its end.</param>
    /// <param name="failure">Why it ended early.</param>
    /// <param name="now">When the report is made.</param>
    public ReportData ToData(
        IEnumerable<string> sources, ScanSummary? summary, string? failure, DateTimeOffset now)
    {
        ReportIncident[] shown = [.. Gravest().Take(ShownMax)];
        return new ReportData
        {
            CreatedAt = now,
            Sources = [.. sources],
            Chains = [.. _chains],
            Blocks = _blocks,
            Transactions = _transactions,
            FirstBlock = _blocks == 0 ? 0 : _first,
            LastBlock = _last,
            Elapsed = summary?.Elapsed ?? TimeSpan.Zero,
            Incidents = [.. shown],
            IncidentsOmitted = _known.Count - shown.Length,
            Detectors = [.. _detectors.Values],
            Blind = [.. summary?.Blind ?? []],
            WithoutCalls = _withoutCalls,
            WithoutLogs = _withoutLogs,
            Gaps = summary?.Gaps ?? 0,
            Failure = failure,
        };
    }

    private void Keep(Incident incident, BlockFacts facts)
    {
        if (incident.State is IncidentState.Retracted or IncidentState.Merged)
        {
            _kept.Remove(incident.Id);
            _known.Remove(incident.Id);
            return;
        }

        _known.Add(incident.Id);
        ImmutableArray<TransactionStory> stories = _kept.GetValueOrDefault(incident.Id)?.Stories ?? [];
        _kept[incident.Id] = new ReportIncident(incident, [.. stories, .. NewStories(incident, facts, stories)]);
        if (_kept.Count < KeptMax) return;

        foreach (ReportIncident least in Gravest().Skip(ShownMax).ToArray()) _kept.Remove(least.Incident.Id);
    }

    private static IEnumerable<TransactionStory> NewStories(
        Incident incident, BlockFacts facts, ImmutableArray<TransactionStory> told)
    {
        int room = StoriesPerIncident - told.Length;
        TransactionTable table = facts.Data.Transactions;
        for (int tx = 0; tx < table.Count && room > 0; tx++)
        {
            Hash256 hash = table.Hash[tx];
            if (!incident.Transactions.Contains(hash) || told.Any(story => story.Tx == hash)) continue;

            room--;
            yield return StoryReader.Read(facts, tx);
        }
    }

    private IEnumerable<ReportIncident> Gravest() => _kept.Values
        .OrderByDescending(entry => entry.Incident.Severity)
        .ThenByDescending(entry => entry.Incident.LogOdds)
        .ThenBy(entry => entry.Incident.FirstBlock)
        .ThenBy(entry => entry.Incident.Id, StringComparer.Ordinal);
}
