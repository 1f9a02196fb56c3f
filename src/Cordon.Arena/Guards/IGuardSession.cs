using Cordon.Ethereum;

namespace Cordon.Arena.Guards;

/// <summary>A guard at work; ends when it is disposed.</summary>
public interface IGuardSession : IAsyncDisposable
{
    /// <summary>Whether its nodes give each other their verdicts and bring a quorum of them to the chain.</summary>
    bool BringsQuorum { get; }

    /// <summary>Ends once all its nodes have taken a block of a chain, or one after it, have looked at these pending
    /// transactions of it, and have sent what they do about them.</summary>
    Task CatchUpAsync(
        ulong chain, ulong block, IReadOnlyList<Hash256> pending, CancellationToken cancellation = default) =>
        Task.CompletedTask;

    /// <summary>Ends the node of one guardian for good; the others go on.</summary>
    Task KnockOutAsync(GuardPost post) => Task.CompletedTask;

    /// <summary>What it did so far, in the order of time.</summary>
    IReadOnlyList<GuardEvent> Events { get; }
}
