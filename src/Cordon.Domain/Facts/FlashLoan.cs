using Cordon.Domain.Blocks;
using Cordon.Ethereum;

namespace Cordon.Domain.Facts;

/// <summary>Value lent and paid back within one transaction.</summary>
public struct FlashLoan
{
    public int Tx;

    /// <summary>The lender's frame: everything below it ran on borrowed money; -1 where unknown.</summary>
    public int Call;
    public int Log;
    public FlashLoanVenue Venue;
    public AccountId Lender;
    public AccountId Borrower;
    public AccountId Asset;
    public UInt256 Amount;

    /// <summary>What was paid back beyond the amount.</summary>
    public UInt256 Fee;
}
