using Cordon.Ethereum;

namespace Cordon.Cli.Council;

/// <summary>One owner's consent to a Safe transaction, not checked yet.</summary>
/// <param name="Owner">Who is said to have signed; null where only the signature itself can tell.</param>
/// <param name="Signature">65 bytes or more, as Safe has them; empty where the owner approved the hash on the chain.
/// </param>
/// <param name="Place">Where it was found, for messages.</param>
internal sealed record SafeConfirmation(Address? Owner, byte[] Signature, string Place);
