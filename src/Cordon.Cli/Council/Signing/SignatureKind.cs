namespace Cordon.Cli.Council.Signing;

/// <summary>The ways in which an owner of a Safe can consent.</summary>
internal enum SignatureKind
{
    /// <summary>Of the hash itself (v 27 or 28).</summary>
    Ecdsa,

    /// <summary>Of the hash as a message, as <c>eth_sign</c> makes it (v 31 or 32).</summary>
    Message,

    /// <summary>The owner is a contract that is asked (v 0, ERC-1271).</summary>
    Contract,

    /// <summary>The owner approved the hash on the chain, or sends the transaction itself (v 1).</summary>
    OnChain,
}
