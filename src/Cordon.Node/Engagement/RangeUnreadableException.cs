namespace Cordon.Node.Engagement;

/// <summary>A range of blocks cannot be read so completely that its digest would be right; the message says why, as a
/// clause.</summary>
internal sealed class RangeUnreadableException(string message, Exception? inner = null) : Exception(message, inner);
