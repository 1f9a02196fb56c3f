namespace Cordon.Contracts.Deployment;

/// <summary>A deployment cannot go on. The message says what was found, where, and what to do.</summary>
/// <param name="isInput">Whether the settings are at fault, not the node or the account.</param>
public sealed class DeploymentException(string message, bool isInput = false, Exception? cause = null)
    : Exception(message, cause)
{
    public bool IsInput { get; } = isInput;
}
