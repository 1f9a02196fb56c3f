namespace Cordon.Domain.Blocks;

/// <summary>The number of an address within one block's <see cref="AccountTable"/>.</summary>
/// <remarks>Comparing and indexing by number is what keeps the hot path free of hashing.</remarks>
public readonly record struct AccountId(int Index)
{
    /// <summary>No account: the recipient of a creation, an unknown sender.</summary>
    public static AccountId None => new(-1);

    /// <summary>The chain's native coin when it stands where a token's address would.</summary>
    public static AccountId Ether => new(0);

    /// <summary>The zero address, from which tokens are minted and to which they are burnt.</summary>
    public static AccountId Zero => new(1);

    public bool IsNone => Index < 0;
}
