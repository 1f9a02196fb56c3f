namespace Cordon.Arena.Guards;

/// <summary>A guard at work; ends when it is disposed.</summary>
public interface IGuardSession : IAsyncDisposable
{
    /// <summary>Whether its nodes give each other their verdicts and bring a quorum of them to the chain.</summary>
    bool BringsQuorum { get; }

    /// <summary>What it did so far, in the order of time.</summary>
    IReadOnlyList<GuardEvent> Events { get; }
}
