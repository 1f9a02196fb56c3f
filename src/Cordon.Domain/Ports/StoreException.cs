namespace Cordon.Domain.Ports;

/// <summary>The store cannot do its work: locked, full, read-only, of another version.
/// The message says what to do.</summary>
public sealed class StoreException(string message, Exception? cause = null) : Exception(message, cause);
