using Cordon.Ethereum;

namespace Cordon.Cli.Council.Simulation;

/// <summary>Something that would be different afterwards.</summary>
/// <param name="Contract">Where.</param>
/// <param name="Subject">What was asked, such as <c>incident(0x12…)</c>.</param>
/// <param name="Field">The part of the answer; empty for all of it.</param>
/// <param name="Words">The change as a sentence.</param>
internal sealed record StateChange(
    Address Contract, string Subject, string Field, string Before, string After, string Words);
