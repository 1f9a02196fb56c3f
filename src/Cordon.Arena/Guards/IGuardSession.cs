namespace Cordon.Arena.Guards;

/// <summary>A guard at work; ends when it is disposed.</summary>
public interface IGuardSession : IAsyncDisposable
{
    /// <summary>What it did so far, in the order of time.</summary>
    IReadOnlyList<GuardEvent> Events { get; }
}
