namespace Cordon.Domain.Facts;

public enum TransferKind : byte
{
    Ether,
    Erc20,
    Erc721,
    Erc1155,

    /// <summary>Native coin deposited into its wrapper: a mint of the wrapped token.</summary>
    Wrap,

    /// <summary>The wrapped token burnt for native coin.</summary>
    Unwrap,
}
