using System.Collections.Immutable;
using Cordon.Domain.Policies;
using Cordon.Domain.Signals;
using YamlDotNet.RepresentationModel;

namespace Cordon.Cli.Configuration;

/// <summary>Reads the <c>policy</c> of a protocol: what a node may do by itself, action by action.</summary>
internal static class PolicySection
{
    private static readonly TimeSpan DurationMax = TimeSpan.FromDays(3);
    private static readonly TimeSpan WithinMin = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan WithinMax = TimeSpan.FromDays(1);

    private const double BeliefMin = 0.5; // a coin's toss
    private const double NotifyMin = 0.05; // people may be told of anything

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
        (bool needsConfirmation, ConfirmingSafe? safe) = ReadConfirmation(section);
        bool lasts = action >= ResponseAction.Throttle; // telling and signing have no duration
        ActionRule rule = new()
        {
            BeliefMin = section.Number("belief", action == ResponseAction.Notify ? NotifyMin : BeliefMin, 1),
            SeverityMin = section.Choice("severity", Severity.Medium),
            DurationMax = lasts ? Duration(section) : TimeSpan.Zero,
            PerDayMax = section.Whole("perDay", 1, 10_000, whenMissing: lasts ? 1 : 100),
            QuietHours = section.Has("quietHours") ? Quiet(section) : null,
            NeedsConfirmation = needsConfirmation,
            Safe = safe,
        };
        section.End();
        return rule;
    }

    // True or false; or 'by: anyone' and 'by: safe' with the Safe's address.
    private static (bool Needs, ConfirmingSafe? Safe) ReadConfirmation(ConfigSection section)
    {
        const string Name = "confirm", By = "by", Within = "within";
        if (!section.Has(Name) || section.Node(Name, "true, false or members").Node is not YamlMappingNode)
            return (section.Flag(Name, whenMissing: false), null);
        ConfigSection confirm = section.Part(Name);
        bool isSafe = confirm.Text(By) switch
        {
            "safe" => true,
            "anyone" => false,
            _ => throw confirm.Fault(By, "anyone or safe"),
        };
        ConfirmingSafe? safe = isSafe ? new ConfirmingSafe(confirm.Address("safe")) : null;
        if (safe is not null && confirm.Has(Within))
        {
            TimeSpan within = confirm.Duration(Within);
            safe = within >= WithinMin && within <= WithinMax
                ? safe with { Within = within }
                : throw confirm.Fault(Within, "a duration from 1m to 1d");
        }

        confirm.End();
        return (true, safe);
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
