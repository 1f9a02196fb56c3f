using Cordon.Economics.Models;
using Cordon.Economics.Numbers;
using Cordon.Economics.Survival;

namespace Cordon.Cli.Risk.Model;

/// <summary>Reads detection and response times; <c>38+</c> is an incident not over after 38 minutes.</summary>
internal static class DetectionReader
{
    public static DetectionModel Read(ModelMap map)
    {
        DetectionModel standard = new();
        DetectionModel detection = new()
        {
            MinutesToDetect = Durations(map, "minutesToDetect"),
            MinutesToRespond = Durations(map, "minutesToRespond"),
            AttacksPerYear = map.Amount("attacksPerYear", standard.AttacksPerYear),
            SignalShift = map.Positive("signalShift", standard.SignalShift),
            ObservationMinutes = map.Positive("observationMinutes", standard.ObservationMinutes),
            FalseAlarmsPerMonth = map.Positive("falseAlarmsPerMonth", standard.FalseAlarmsPerMonth),
        };
        map.End();
        return detection;
    }

    private static IReadOnlyList<Duration> Durations(ModelMap map, string name) => [.. map.Values(name).Select(value =>
    {
        bool isOpen = value.Text.EndsWith('+');
        bool isRead = ModelMap.TryExact(isOpen ? value.Text[..^1] : value.Text, out Rational minutes);
        return isRead && minutes.Sign >= 0
            ? new Duration(minutes, !isOpen)
            : throw value.Fault("minutes of at least 0, with a + when it is not over");
    })];
}
