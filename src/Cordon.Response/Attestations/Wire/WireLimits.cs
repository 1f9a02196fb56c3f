using Cordon.Domain.Attestations;

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

    /// <summary>For how many others one attestation of a contract counts: as many as it may be long.</summary>
    public const int ContractShare = 16;

    /// <summary>Notices of a submission in one message.</summary>
    public const int SubmittedMax = 32;

    /// <summary>The share of a message that an attestation takes.</summary>
    public static int ShareOf(Attestation attestation) => attestation.Signature.IsContract ? ContractShare : 1;

    /// <summary>As many of the first attestations as one message of that size takes.</summary>
    public static IEnumerable<Attestation> Fitting(IEnumerable<Attestation> attestations, int max)
    {
        int used = 0;
        return attestations.TakeWhile(each => (used += ShareOf(each)) <= max);
    }
}
