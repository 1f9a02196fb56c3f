namespace Cordon.Detection.ApprovalDrain;

/// <summary>A pull with what is odd about it.</summary>
internal readonly record struct JudgedPull(Pull Pull, PullTraits Traits)
{
    public bool Has(PullTraits traits) => (Traits & traits) == traits;
}
