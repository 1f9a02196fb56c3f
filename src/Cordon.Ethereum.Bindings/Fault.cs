using Microsoft.CodeAnalysis;

namespace Cordon.Ethereum.Bindings;

/// <summary>A build error to be: which rule, where, and the two words its message needs.</summary>
internal sealed record Fault(DiagnosticDescriptor Rule, TextSpot Spot, string First, string Second = "")
{
    public Diagnostic ToDiagnostic() => Diagnostic.Create(Rule, Spot.ToLocation(), First, Second);
}
