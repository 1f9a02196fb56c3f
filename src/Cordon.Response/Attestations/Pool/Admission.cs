namespace Cordon.Response.Attestations.Pool;

/// <summary>What became of an attestation.</summary>
internal enum Admission
{
    /// <summary>New, and kept.</summary>
    Fresh,

    /// <summary>That guardian's verdict was held already.</summary>
    Known,

    /// <summary>Its incident is not on the chain, as far as the last look showed.</summary>
    UnknownIncident,

    /// <summary>Its signer had no weight in the incident, or is no guardian.</summary>
    NotSeated,

    /// <summary>The contract does not count or punish it any more.</summary>
    TooLate,

    /// <summary>Its signature is not its signer's.</summary>
    BadSignature,

    /// <summary>It would be new, and a contract is said to have signed it: the chain has to be asked.</summary>
    ForTheChain,
}
