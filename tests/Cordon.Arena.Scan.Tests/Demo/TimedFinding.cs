namespace Cordon.Arena.Scan.Tests.Demo;

/// <summary>A finding, its block, and how long after the block's arrival it was told.</summary>
public sealed record TimedFinding(ScanFinding Finding, ulong Block, TimeSpan Delay);
