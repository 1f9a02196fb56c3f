namespace Cordon.Arena.Scan.Tests.Demo;

/// <summary>One inspected block and what was found in it.</summary>
public sealed record ScanStep(ulong Block, IReadOnlyList<ScanFinding> Findings);
