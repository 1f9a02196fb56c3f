namespace Cordon.Domain.Facts;

public enum ApprovalKind : byte
{
    Erc20,
    Permit,
    Permit2,
    Erc721,
    ForAll,
}
