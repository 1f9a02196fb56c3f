namespace Cordon.Detection.Reentrancy;

/// <summary>None: a contract is either entered again before it is settled or it is not.</summary>
public sealed class ReentrancyOptions;
