using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>Flash loans by their events, where only receipts are known.</summary>
internal sealed class FlashLoanLogs : FactFamily
{
    public override void Register(SignatureTable calls, SignatureTable logs)
    {
        logs.Mean("FlashLoan(address,address,uint256,uint256,uint256,uint256)",
            static (x, log) => Add(x, log, FlashLoanVenue.AaveV1, asset: 2, amount: 0, fee: 1));
        logs.Mean("FlashLoan(address,address,address,uint256,uint256,uint16)",
            static (x, log) => Add(x, log, FlashLoanVenue.AaveV2, asset: 3, amount: 0, fee: 1));
        logs.Mean("FlashLoan(address,address,address,uint256,uint8,uint256,uint16)",
            static (x, log) => Add(x, log, FlashLoanVenue.AaveV3, asset: 2, amount: 1, fee: 3));
        logs.Mean("FlashLoan(address,address,uint256,uint256)",
            static (x, log) => Add(x, log, FlashLoanVenue.Balancer, asset: 2, amount: 0, fee: 1));
    }

    private static void Add(Extraction x, int log, FlashLoanVenue venue, int asset, int amount, int fee)
    {
        if (x.HasCalls || x.Logs.TopicCount[log] <= asset) return; // the callback says it better
        if (!x.Data.TryWord(x.Logs.Data[log], 32 * Math.Max(amount, fee), out _)) return;

        x.Facts.FlashLoans.Add() = new FlashLoan
        {
            Tx = x.Tx,
            Call = -1,
            Log = log,
            Venue = venue,
            Lender = x.Logs.Address[log],
            Borrower = x.Data.TopicAccount(log, 1),
            Asset = x.Data.TopicAccount(log, asset),
            Amount = x.Data.DataWord(log, amount),
            Fee = x.Data.DataWord(log, fee),
        };
    }
}
