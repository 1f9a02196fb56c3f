namespace Cordon.Arena;

/// <summary>The arena cannot play: a tool is missing, a node does not start, an act fails that must not.</summary>
public sealed class ArenaException(string message, Exception? cause = null) : Exception(message, cause);
