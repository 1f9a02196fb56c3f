using System.Globalization;

namespace Cordon.Domain.Policies;

/// <summary>A daily span in UTC in which an action waits for a human. May pass over midnight.</summary>
/// <param name="From">First moment.</param>
/// <param name="To">First moment after it; not equal to <paramref name="From"/>.</param>
public readonly record struct QuietHours(TimeOnly From, TimeOnly To)
{
    private const string Form = "HH:mm";

    /// <summary>Reads <c>22:00-06:00</c>.</summary>
    public static bool TryParse(string text, out QuietHours hours)
    {
        hours = default;
        string[] parts = text.Split('-', StringSplitOptions.TrimEntries);
        if (parts.Length != 2 || !TryTime(parts[0], out TimeOnly from) || !TryTime(parts[1], out TimeOnly to))
            return false;
        hours = new QuietHours(from, to);
        return from != to;
    }

    public bool Contains(DateTimeOffset time)
    {
        var at = TimeOnly.FromTimeSpan(time.UtcDateTime.TimeOfDay);
        return From < To ? at >= From && at < To : at >= From || at < To;
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{From.ToString(Form, CultureInfo.InvariantCulture)}-{To:HH:mm}");

    private static bool TryTime(string text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
}
