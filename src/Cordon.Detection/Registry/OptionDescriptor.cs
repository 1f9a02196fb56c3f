namespace Cordon.Detection.Registry;

/// <summary>One option of a detector, as <c>cordon detectors NAME</c> prints it and the
/// configuration checks it.</summary>
/// <param name="Name">As in the configuration, camel case: <c>lossBpsMin</c>.</param>
/// <param name="Type">int, long, double, bool or string.</param>
/// <param name="Unit">Read from the name's last words: basis points, blocks, ETH, ms; empty where it has none.</param>
/// <param name="Min">Least value allowed, empty where it is not bounded.</param>
/// <param name="Max">Largest value allowed, empty where it is not bounded.</param>
/// <param name="Default">The value used when the configuration is silent.</param>
/// <param name="Description">What it does, one sentence; empty where the option gives none.</param>
public sealed record OptionDescriptor(
    string Name, string Type, string Unit, string Min, string Max, string Default, string Description);
