using Cordon.Arena.Chain;

namespace Cordon.Arena.Demo;

/// <summary>An alarm about an honest transaction.</summary>
public sealed record Accusation(PlayedTransaction Accused, TimedFinding Alarm);
