using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Cordon.Ethereum;

namespace Cordon.Domain.Policies;

/// <summary>What the node may do for one protocol without a human. An action without a rule is never done.</summary>
/// <param name="Protocol">Name of a configured protocol.</param>
/// <param name="IsDryRun">Whether decisions are only written down, which a new protocol begins with.</param>
/// <param name="Rules">At most one an action.</param>
public sealed record ProtocolPolicy(
    string Protocol, bool IsDryRun, ImmutableSortedDictionary<ResponseAction, ActionRule> Rules)
{
    /// <summary>Tell people of what one sure detector finds by itself, which makes a belief of 0.31, and otherwise only
    /// write down.</summary>
    public static ProtocolPolicy Default(string protocol) => new(
        protocol, IsDryRun: true, ImmutableSortedDictionary<ResponseAction, ActionRule>.Empty.Add(
            ResponseAction.Notify, new ActionRule { BeliefMin = 0.3, PerDayMax = 100 }));

    /// <summary>Names exactly this policy: 16 hex digits of the hash of all that it says.</summary>
    public string Version
    {
        get
        {
            StringBuilder text = new();
            text.Append(CultureInfo.InvariantCulture, $"{Protocol}\n{IsDryRun}\n");
            foreach ((ResponseAction action, ActionRule rule) in Rules)
            {
                text.Append(CultureInfo.InvariantCulture, $"{action} {rule.BeliefMin:R} {rule.SeverityMin} ");
                text.Append(CultureInfo.InvariantCulture, $"{rule.DurationMax:c} {rule.PerDayMax} ");
                text.Append(CultureInfo.InvariantCulture, $"{rule.QuietHours} {rule.NeedsConfirmation}");
                if (rule.Safe is { } safe)
                    text.Append(CultureInfo.InvariantCulture, $" {safe.Account} {safe.Within:c}");
                text.Append('\n');
            }

            return Keccak256.Hash(Encoding.UTF8.GetBytes(text.ToString())).ToString()[2..18];
        }
    }
}
