namespace Cordon.Response.Attestations.Wire;

/// <summary>Bounds of the wire format; spec/attestations.md has the same numbers.</summary>
internal static class WireLimits
{
    /// <summary>The most that a request's body may have.</summary>
    public const int RequestBytesMax = 64 * 1024;

    /// <summary>The most that an answer's body may have.</summary>
    public const int AnswerBytesMax = 512 * 1024;

    /// <summary>Attestations in one message.</summary>
    public const int AttestationsMax = 128;

    /// <summary>Attestations in one answer.</summary>
    public const int AnswerAttestationsMax = 1_024;

    /// <summary>Notices of a submission in one message.</summary>
    public const int SubmittedMax = 32;
}
