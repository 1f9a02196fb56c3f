namespace Cordon.Contracts.Roles;

/// <summary>Something about a mechanism on a chain that is not as its settings demand.</summary>
/// <param name="Contract">The contract's name in the mechanism.</param>
/// <param name="Text">What was found and what was expected.</param>
public sealed record AuditFinding(string Contract, string Text);
