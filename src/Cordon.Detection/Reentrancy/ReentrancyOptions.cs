namespace Cordon.Detection.Reentrancy;

/// <summary>Only what every detector of harm takes: a contract is entered before it has settled or not.</summary>
public sealed class ReentrancyOptions : LossOptions;
