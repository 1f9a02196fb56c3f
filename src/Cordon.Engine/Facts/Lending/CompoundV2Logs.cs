using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>Compound V2's events, where only receipts are known.</summary>
/// <remarks>They do not name the underlying asset: it is what the market received or paid in that amount.</remarks>
internal sealed class CompoundV2Logs : FactFamily
{
    public override void Register(SignatureTable calls, SignatureTable logs)
    {
        logs.Mean("Mint(address,uint256,uint256)",
            static (x, log) => Add(x, log, LoanKind.Deposit, account: 0, amount: 1, words: 3));
        logs.Mean("Redeem(address,uint256,uint256)",
            static (x, log) => Add(x, log, LoanKind.Withdraw, account: 0, amount: 1, words: 3));
        logs.Mean("Borrow(address,uint256,uint256,uint256)",
            static (x, log) => Add(x, log, LoanKind.Borrow, account: 0, amount: 1, words: 4));
        logs.Mean("RepayBorrow(address,address,uint256,uint256,uint256)",
            static (x, log) => Add(x, log, LoanKind.Repay, account: 1, amount: 2, words: 5));
        logs.Mean("LiquidateBorrow(address,address,uint256,address,uint256)", OnLiquidate);
    }

    private static void Add(Extraction x, int log, LoanKind kind, int account, int amount, int words)
    {
        BlockData data = x.Data;
        if (x.HasCalls || data.Logs.TopicCount[log] != 1 || data.Logs.Data[log].ByteLength != 32 * words) return;

        UInt256 value = data.DataWord(log, amount);
        LoanRows.Add(x, LendingProtocol.CompoundV2, kind, -1, log, data.Logs.Address[log],
            data.DataAccount(log, account), data.DataAccount(log, 0), Underlying(x, log, value), value);
    }

    private static void OnLiquidate(Extraction x, int log)
    {
        BlockData data = x.Data;
        if (x.HasCalls || data.Logs.Data[log].ByteLength != 160) return;

        UInt256 amount = data.DataWord(log, 2);
        ref Loan loan = ref LoanRows.Add(x, LendingProtocol.CompoundV2, LoanKind.Liquidate, -1, log,
            data.Logs.Address[log], data.DataAccount(log, 1), data.DataAccount(log, 0), Underlying(x, log, amount),
            amount);
        (loan.CollateralAsset, loan.CollateralAmount) = (data.DataAccount(log, 3), data.DataWord(log, 4));
    }

    private static AccountId Underlying(Extraction x, int log, in UInt256 amount)
    {
        AccountId market = x.Logs.Address[log];
        foreach (ref readonly Transfer transfer in x.Transfers)
        {
            bool isMarkets = transfer.From == market || transfer.To == market;
            if (isMarkets && transfer.Asset != market && transfer.Amount == amount) return transfer.Asset;
        }

        return AccountId.None;
    }
}
