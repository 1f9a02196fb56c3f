using Cordon.Ethereum;

namespace Cordon.Domain.Sending;

/// <summary>One signed transaction for a request. Any attempt of a nonce may be the one that is mined.</summary>
/// <param name="Raw">What is broadcast.</param>
/// <param name="FeeMax">The most it pays a unit of gas, in wei.</param>
/// <param name="Tip">What it offers the block's producer a unit of gas, in wei; on a chain without base fee the
/// same as <paramref name="FeeMax"/>.</param>
/// <param name="IsCancel">An empty payment to oneself that takes the nonce of an expired request.</param>
public sealed record SendAttempt(
    Hash256 Hash,
    ulong Nonce,
    ReadOnlyMemory<byte> Raw,
    UInt256 FeeMax,
    UInt256 Tip,
    UInt256 CostMax,
    DateTimeOffset At,
    bool IsCancel);
