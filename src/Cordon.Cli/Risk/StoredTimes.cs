using System.Numerics;
using Cordon.Cli.Terminal;
using Cordon.Domain.Incidents;
using Cordon.Domain.Ports;
using Cordon.Economics.Models;
using Cordon.Economics.Numbers;
using Cordon.Economics.Survival;
using Cordon.Storage.Sqlite;

namespace Cordon.Cli.Risk;

/// <summary>Times to detect and to respond from every incident that a scan or a node has kept.</summary>
internal static class StoredTimes
{
    /// <summary>The model with those times in place of its own. An incident that is not contained yet counts as one
    /// that took longer than until the latest moment the database knows of.</summary>
    /// <exception cref="CommandException">There is no such database, it cannot be read, or it knows no time of
    /// detection.</exception>
    public static DetectionModel Of(string path, DetectionModel model)
    {
        IReadOnlyList<Incident> all = Read(path);
        IncidentClocks[] detected = [.. all.Where(IsThreat)
            .Select(incident => incident.Clocks).Where(clocks => clocks.TimeToDetect is not null)];
        if (detected.Length == 0)
        {
            throw CommandException.BadInput($"--db: {path}: expected incidents with a time of detection, found none "
                + $"among {all.Count}; only what follows a chain measures it (cordon scan --blocks follow, a node)");
        }

        DateTimeOffset end = all.Max(incident => LatestOf(incident.Clocks));
        Duration[] respond = [.. all.Where(IsThreat).SelectMany(incident => ResponseTo(incident, end))];
        bool isMeasured = respond.Any(duration => duration.IsEvent) || model.MinutesToRespond.Count == 0;
        return model with
        {
            MinutesToDetect = [.. detected.Select(clocks => Minutes(clocks.TimeToDetect!.Value, isEvent: true))],
            MinutesToRespond = isMeasured ? respond : model.MinutesToRespond,
            Source = SourceText(path, detected.Length, respond, isMeasured),
        };
    }

    private static IReadOnlyList<Incident> Read(string path)
    {
        if (!File.Exists(path)) throw CommandException.BadInput($"--db: {path}: no such file");
        try
        {
            return StoredIncidents.Read(path);
        }
        catch (StoreException wrong)
        {
            throw CommandException.BadInput($"--db: {wrong.Message}", wrong);
        }
    }

    // What was merged is told by another incident; what was withdrawn or judged false was no attack.
    private static bool IsThreat(Incident incident) =>
        incident.State is IncidentState.Open or IncidentState.Confirmed or IncidentState.Resolved;

    // One that is over without a known moment says nothing of how long it took.
    private static IEnumerable<Duration> ResponseTo(Incident incident, DateTimeOffset end)
    {
        if (incident.Clocks.TimeToRespond is { } taken) yield return Minutes(taken, isEvent: true);
        else if (incident.Clocks.DetectedAt is { } from && incident.State != IncidentState.Resolved)
            yield return Minutes(end - from, isEvent: false);
    }

    private static DateTimeOffset LatestOf(IncidentClocks clocks)
    {
        DateTimeOffset latest = IncidentClocks.Time(clocks.LatestAt);
        if (clocks.DetectedAt is { } detected && detected > latest) latest = detected;
        return clocks.ContainedAt is { } contained && contained > latest ? contained : latest;
    }

    private static string SourceText(string path, int detected, Duration[] respond, bool isMeasured)
    {
        int open = respond.Count(duration => !duration.IsEvent);
        string responses = isMeasured
            ? $"{respond.Length - open} contained, {open} not yet"
            : $"none contained, so response times are the model's; {open} not contained yet";
        return $"{detected} incidents in {Path.GetFileName(path)} ({responses})";
    }

    private static Duration Minutes(TimeSpan time, bool isEvent) => new(
        new Rational((BigInteger)Math.Max(0, (long)time.TotalMilliseconds), 60_000), isEvent);
}
