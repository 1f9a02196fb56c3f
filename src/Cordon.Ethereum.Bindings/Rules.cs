using Microsoft.CodeAnalysis;

namespace Cordon.Ethereum.Bindings;

/// <summary>The build errors of this generator.</summary>
internal static class Rules
{
    public static readonly DiagnosticDescriptor FileNotFound = Error("CORDON001", "ABI file not found",
        "No ABI file '{0}' among the project's additional files: add <AdditionalFiles Include=\"{0}\" /> "
        + "or correct the path");

    public static readonly DiagnosticDescriptor FileAmbiguous = Error("CORDON002", "ABI file is ambiguous",
        "'{0}' fits several additional files, {1}: give a longer path");

    public static readonly DiagnosticDescriptor NotPartial = Error("CORDON003", "Contract class cannot be extended",
        "'{0}' and every type around it must be partial and not generic");

    public static readonly DiagnosticDescriptor NotJson = Error("CORDON004", "ABI file is not JSON",
        "'{0}' is not JSON: {1}");

    public static readonly DiagnosticDescriptor BadEntry = Error("CORDON005", "ABI entry is wrong",
        "'{0}': {1}");

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, "Cordon.Ethereum.Bindings", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
