using System.Collections.Immutable;
using Cordon.Domain.Policies;
using Cordon.Domain.Signals;

namespace Cordon.Cli.Configuration;

/// <summary>Reads the <c>policy</c> of a protocol: what a node may do by itself, action by action.</summary>
internal static class PolicySection
{
    private static readonly TimeSpan DurationMax = TimeSpan.FromDays(3);

    /// <summary>The policy, a dry run unless the file says <c>dryRun: false</c>.</summary>
    /// <exception cref="Terminal.CommandException">Something is wrong; the message names file, line and field.
    /// </exception>
    public static ProtocolPolicy Read(ConfigSection section, string protocol)
    {
        bool isDryRun = section.Flag("dryRun", whenMissing: true);
        var rules = ImmutableSortedDictionary.CreateBuilder<ResponseAction, ActionRule>();
        foreach (ResponseAction action in Enum.GetValues<ResponseAction>())
        {
            string name = action.ToString().ToLowerInvariant();
            if (section.Has(name)) rules[action] = ReadRule(section.Part(name), action);
        }

        section.End();
        return new ProtocolPolicy(protocol, isDryRun, rules.ToImmutable());
    }

    private static ActionRule ReadRule(ConfigSection section, ResponseAction action)
    {
        bool lasts = action >= ResponseAction.Throttle; // telling and signing have no duration
        ActionRule rule = new()
        {
            BeliefMin = section.Number("belief", 0.5, 1),
            SeverityMin = section.Choice("severity", Severity.Medium),
            DurationMax = lasts ? Duration(section) : TimeSpan.Zero,
            PerDayMax = section.Whole("perDay", 1, 10_000, whenMissing: lasts ? 1 : 100),
            QuietHours = section.Has("quietHours") ? Quiet(section) : null,
            NeedsConfirmation = section.Flag("confirm", whenMissing: false),
        };
        section.End();
        return rule;
    }

    private static TimeSpan Duration(ConfigSection section)
    {
        const string Name = "duration";
        TimeSpan duration = section.Duration(Name);
        return duration > TimeSpan.Zero && duration <= DurationMax
            ? duration
            : throw section.Fault(Name, "a duration from 1s to 3d");
    }

    private static QuietHours Quiet(ConfigSection section)
    {
        const string Name = "quietHours";
        return QuietHours.TryParse(section.Text(Name), out QuietHours hours)
            ? hours
            : throw section.Fault(Name, "a span in UTC such as 22:00-06:00");
    }
}
