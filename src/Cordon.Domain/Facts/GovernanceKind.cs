namespace Cordon.Domain.Facts;

public enum GovernanceKind : byte
{
    Proposed,
    VoteCast,
    Queued,
    Executed,
    Canceled,
    Delegated,
}
