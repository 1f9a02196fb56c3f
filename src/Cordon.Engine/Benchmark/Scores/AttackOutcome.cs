using Cordon.Domain.Signals;
using Cordon.Engine.Benchmark.Labels;

namespace Cordon.Engine.Benchmark.Scores;

/// <summary>What was said about one known attack.</summary>
/// <param name="Label">The attack.</param>
/// <param name="Signals">All signals on its transaction, the gravest first.</param>
/// <param name="IsScanned">False where the pack does not hold the transaction.</param>
public sealed record AttackOutcome(AttackLabel Label, IReadOnlyList<Signal> Signals, bool IsScanned)
{
    /// <summary>A signal of severity high or critical is on the transaction.</summary>
    public bool IsFound => Alarms.Any();

    /// <summary>One of those comes from a detector that names the attack's class.</summary>
    public bool IsNamed => Alarms.Any(signal => AttackClasses.Fits(Label.Class, signal.Detector));

    /// <summary>The victim is among the subjects of one of those; null where the victim is not known.</summary>
    public bool? NamesVictim => Label.Victim is { } victim
        ? Alarms.Any(signal => signal.Subjects.Contains(victim))
        : null;

    private IEnumerable<Signal> Alarms => Signals.Where(signal => signal.Severity >= Severity.High);
}
