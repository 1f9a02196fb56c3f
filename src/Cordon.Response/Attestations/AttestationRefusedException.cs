namespace Cordon.Response.Attestations;

/// <summary>A verdict was not signed, and nothing was published. The message says why.</summary>
/// <param name="isFinal">As <see cref="IsFinal"/>.</param>
public sealed class AttestationRefusedException(string message, bool isFinal = false) : Exception(message)
{
    /// <summary>Whether the same verdict would be refused again, however often it is asked for. False for what another
    /// endpoint, or the next block, may change.</summary>
    public bool IsFinal => isFinal;
}
