namespace Cordon.Detection.ApprovalDrain;

/// <summary>How approvals were used against their owners.</summary>
internal enum DrainKind
{
    /// <summary>The sender chose the owners and has what was theirs.</summary>
    Taken,

    /// <summary>The sender made the owners trade one after another at an ever worse price.</summary>
    Forced,

    /// <summary>A permit was used at once by somebody else: phishing, or a payment.</summary>
    Permit,

    /// <summary>A spender collected from several owners: a drainer, or an operator.</summary>
    Collected,
}
