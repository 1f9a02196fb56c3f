namespace Cordon.Response.Attestations;

/// <summary>A verdict was not signed, and nothing was published. The message says why.</summary>
public sealed class AttestationRefusedException(string message) : Exception(message);
