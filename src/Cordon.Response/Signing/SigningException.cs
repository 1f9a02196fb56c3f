namespace Cordon.Response.Signing;

/// <summary>A key cannot be used. The message says what to do, and never holds a secret.</summary>
public sealed class SigningException(string message, Exception? inner = null) : Exception(message, inner);
