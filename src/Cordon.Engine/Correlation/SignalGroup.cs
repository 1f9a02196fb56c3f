using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cordon.Domain.Signals;
using Cordon.Ethereum;

namespace Cordon.Engine.Correlation;

/// <summary>The signals of one transaction, or one signal about a block: the least that belongs together.</summary>
internal sealed class SignalGroup
{
    private SignalGroup(ImmutableArray<Signal> signals, Address? sender)
    {
        Signals = signals;
        Gravest = signals.OrderByDescending(signal => signal.Severity).ThenByDescending(signal => signal.Confidence)
            .ThenBy(signal => signal.Id).First();
        ImmutableArray<Signal> accusing = [.. signals.Where(signal => signal.Severity >= Severity.Low)];
        Attackers = [.. accusing.Select(signal => AttackerOf(signal) ?? sender).OfType<Address>()
            .Where(address => !address.IsZero).Distinct()];
        Victims = [.. accusing.OrderByDescending(signal => signal.Severity)
            .Where(signal => !signal.Subjects.IsEmpty && DetectorTraits.Of(signal.Detector).JoinsByVictim)
            .Select(signal => signal.Subjects[0])
            .Where(address => !address.IsZero && !Attackers.Contains(address)).Distinct()];
        Subjects = [.. Gravest.Subjects.Concat(signals.SelectMany(signal => signal.Subjects)).Distinct()];
    }

    public ImmutableArray<Signal> Signals { get; }

    public Signal Gravest { get; }

    public ImmutableArray<Address> Attackers { get; }

    public ImmutableArray<Address> Victims { get; }

    public ImmutableArray<Address> Subjects { get; }

    public string Root => Gravest.Tx is { } tx ? $"tx {tx}" : $"{Gravest.Detector} {SubjectText(Gravest)}";

    /// <summary>Groups a block's signals by transaction, in the order of their first signals.</summary>
    public static IEnumerable<SignalGroup> Of(IReadOnlyList<Signal> signals, Func<Signal, Address?> senderOf) => signals
        .GroupBy(signal => signal.Tx?.ToString() ?? signal.Id)
        .Select(group => new SignalGroup([.. group], senderOf(group.First())));

    private static Address? AttackerOf(Signal signal) =>
        signal.Evidence["attacker"] is JsonValue value && value.GetValueKind() == JsonValueKind.String
        && Address.TryParse(value.GetValue<string>(), out Address attacker) ? attacker : null;

    private static string SubjectText(Signal signal) =>
        signal.Evidence["missing"] is JsonValue missing ? missing.ToString() : string.Join(',', signal.Subjects);
}
