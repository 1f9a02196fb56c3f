using Cordon.Arena.Chain;

namespace Cordon.Arena.Scan.Tests.Demo;

/// <summary>An alarm about an honest transaction.</summary>
public sealed record Accusation(PlayedTransaction Accused, TimedFinding Alarm);
