using System.Collections.Immutable;
using Cordon.Ethereum;

namespace Cordon.Domain.Sending;

/// <summary>A request with all that was done about it: a value that is kept before anything is broadcast.</summary>
public sealed record SendRecord
{
    public required SendRequest Request { get; init; }

    public required Address From { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>At least one, the latest last.</summary>
    public required ImmutableArray<SendAttempt> Attempts { get; init; }

    public SendState State { get; init; }

    /// <summary>Null while it is not in a block.</summary>
    public SendInclusion? Inclusion { get; init; }

    /// <summary>What keeps it from going on, in words; null while nothing does.</summary>
    public string? Obstacle { get; init; }

    /// <summary>Why it is not wanted any more, in words; null while it is.</summary>
    public string? Withdrawal { get; init; }

    public SendAttempt Latest => Attempts[^1];

    /// <summary>The nonce it holds now; earlier attempts may have had another that somebody else took.</summary>
    public ulong Nonce => Latest.Nonce;

    public bool IsOpen => State is SendState.Pending or SendState.Mined;

    /// <summary>What it counts against the budget, in wei: the dearest thing that can still happen, or what happened.
    /// </summary>
    public UInt256 Committed
    {
        get
        {
            if (!IsOpen) return Inclusion?.Cost ?? UInt256.Zero;
            UInt256 most = UInt256.Zero;
            foreach (SendAttempt attempt in Attempts) most = UInt256.Max(most, attempt.CostMax);
            return most;
        }
    }
}
