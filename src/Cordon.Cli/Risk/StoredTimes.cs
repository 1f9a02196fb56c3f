using Cordon.Cli.Terminal;
using Cordon.Domain.Incidents;
using Cordon.Economics.Models;
using Cordon.Economics.Numbers;
using Cordon.Economics.Survival;
using Cordon.Storage.Sqlite;

namespace Cordon.Cli.Risk;

/// <summary>Times to detect and to respond from the incidents that a scan has kept.</summary>
internal static class StoredTimes
{
    /// <exception cref="CommandException">There is no such database, or it knows no time of detection.</exception>
    public static DetectionModel Of(string path, DetectionModel model)
    {
        if (!File.Exists(path)) throw CommandException.BadInput($"--db: {path}: no such file");
        using SqliteScanStore store = SqliteScanStore.OpenReadOnly(path);
        IncidentClocks[] clocks = [.. store.ReadTimelines()
            .SelectMany(timeline => timeline.Blocks)
            .SelectMany(block => block.Incidents)
            .GroupBy(incident => incident.Id)
            .Select(versions => versions.Last().Clocks)];
        Duration[] detect = [.. clocks.Where(clock => clock.TimeToDetect is not null)
            .Select(clock => Minutes(clock.TimeToDetect!.Value))];
        Duration[] respond = [.. clocks.Where(clock => clock.TimeToRespond is not null)
            .Select(clock => Minutes(clock.TimeToRespond!.Value))];
        if (detect.Length == 0)
        {
            throw CommandException.BadInput($"--db: {path}: expected incidents with a time of detection, found none "
                + $"among {clocks.Length}; only a scan that follows a node (--blocks follow) measures it");
        }

        return model with
        {
            MinutesToDetect = detect,
            MinutesToRespond = respond.Length > 0 ? respond : model.MinutesToRespond,
            Source = $"{detect.Length} incidents in {Path.GetFileName(path)}",
        };
    }

    private static Duration Minutes(TimeSpan time) =>
        new(new Rational((long)Math.Max(0, time.TotalSeconds), 60), IsEvent: true);
}
