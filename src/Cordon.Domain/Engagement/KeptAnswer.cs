using Cordon.Ethereum;

namespace Cordon.Domain.Engagement;

/// <summary>A guardian's answer to one attention challenge: what its commitment opens with.</summary>
/// <param name="Contract">The engagement contract.</param>
/// <param name="Guardian">Who answers: the account, not the key.</param>
/// <param name="Epoch">The epoch's number.</param>
/// <param name="Commitment">What goes to the chain first; made of epoch, guardian, digest and salt.</param>
/// <param name="Seed">The seed that drew the range.</param>
/// <param name="LastHash">Hash of the range's last block: while the chain has it, the range is the one that was read.
/// </param>
/// <param name="Digest">The digest of the range.</param>
/// <param name="Salt">Secret until it is revealed.</param>
public sealed record KeptAnswer(
    ulong Chain, Address Contract, Address Guardian, ulong Epoch, Hash256 Commitment, Hash256 Seed, Hash256 LastHash,
    Hash256 Digest, Hash256 Salt);
