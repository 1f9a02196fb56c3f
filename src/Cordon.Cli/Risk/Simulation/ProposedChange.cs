using Cordon.Economics.Simulation.Mechanism;

namespace Cordon.Cli.Risk.Simulation;

/// <summary>One parameter that a proposal sets anew.</summary>
internal sealed record ProposedChange(string Name, double From, double To)
{
    public static IReadOnlyList<ProposedChange> Of(MechanismParameters from, MechanismParameters to) =>
    [
        .. typeof(MechanismParameters).GetProperties()
            .Where(property => property.PropertyType == typeof(double) && property.CanWrite)
            .Select(property => new ProposedChange(
                char.ToLowerInvariant(property.Name[0]) + property.Name[1..],
                (double)property.GetValue(from)!, (double)property.GetValue(to)!))
            .Where(change => !change.From.Equals(change.To)),
    ];
}
