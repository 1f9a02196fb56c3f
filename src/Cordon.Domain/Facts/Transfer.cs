using Cordon.Domain.Blocks;
using Cordon.Ethereum;

namespace Cordon.Domain.Facts;

/// <summary>Value that moved from one account to another, effective frames only.</summary>
public struct Transfer
{
    public int Tx;

    /// <summary>The frame that moved it, -1 where only receipts are known.</summary>
    public int Call;

    /// <summary>The log that says so, -1 where the calls said it.</summary>
    public int Log;

    public TransferKind Kind;

    /// <summary>The token, or <see cref="AccountId.Ether"/>.</summary>
    public AccountId Asset;

    /// <summary><see cref="AccountId.Zero"/> for a mint.</summary>
    public AccountId From;

    /// <summary><see cref="AccountId.Zero"/> for a burn.</summary>
    public AccountId To;

    /// <summary>In the asset's smallest unit; 1 for an ERC-721 token.</summary>
    public UInt256 Amount;

    /// <summary>Which token of a collection (ERC-721, ERC-1155), else zero.</summary>
    public UInt256 TokenId;

    public readonly bool IsMint => From == AccountId.Zero && Kind != TransferKind.Ether;

    public readonly bool IsBurn => To == AccountId.Zero && Kind != TransferKind.Ether;
}
