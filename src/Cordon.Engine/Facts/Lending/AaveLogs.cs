using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>Aave's events, where only receipts are known. The reserve is always the first topic.</summary>
internal sealed class AaveLogs : FactFamily
{
    public override void Register(SignatureTable calls, SignatureTable logs)
    {
        logs.Mean("Deposit(address,address,uint256,uint16,uint256)",
            static (x, log) => Add(x, log, LendingProtocol.AaveV1, LoanKind.Deposit, amount: 0));
        logs.Mean("Deposit(address,address,address,uint256,uint16)",
            static (x, log) => Add(x, log, LendingProtocol.AaveV2, LoanKind.Deposit, amount: 1));
        logs.Mean("Supply(address,address,address,uint256,uint16)",
            static (x, log) => Add(x, log, LendingProtocol.AaveV3, LoanKind.Deposit, amount: 1));
        logs.Mean("RedeemUnderlying(address,address,uint256,uint256)",
            static (x, log) => Add(x, log, LendingProtocol.AaveV1, LoanKind.Withdraw, amount: 0));
        logs.Mean("Withdraw(address,address,address,uint256)",
            static (x, log) => Add(x, log, LendingProtocol.AaveV2, LoanKind.Withdraw, amount: 0));
        logs.Mean("Borrow(address,address,uint256,uint256,uint256,uint256,uint256,uint16,uint256)",
            static (x, log) => Add(x, log, LendingProtocol.AaveV1, LoanKind.Borrow, amount: 0));
        logs.Mean("Borrow(address,address,address,uint256,uint256,uint256,uint16)",
            static (x, log) => Add(x, log, LendingProtocol.AaveV2, LoanKind.Borrow, amount: 1));
        logs.Mean("Borrow(address,address,address,uint256,uint8,uint256,uint16)",
            static (x, log) => Add(x, log, LendingProtocol.AaveV3, LoanKind.Borrow, amount: 1));
        logs.Mean("Repay(address,address,address,uint256,uint256,uint256,uint256)",
            static (x, log) => Add(x, log, LendingProtocol.AaveV1, LoanKind.Repay, amount: 0));
        logs.Mean("Repay(address,address,address,uint256)",
            static (x, log) => Add(x, log, LendingProtocol.AaveV2, LoanKind.Repay, amount: 0));
        logs.Mean("Repay(address,address,address,uint256,bool)",
            static (x, log) => Add(x, log, LendingProtocol.AaveV3, LoanKind.Repay, amount: 0));
    }

    // The account whose position changes is the second topic after the reserve in every one of them.
    private static void Add(Extraction x, int log, LendingProtocol protocol, LoanKind kind, int amount)
    {
        BlockData data = x.Data;
        if (x.HasCalls || data.Logs.TopicCount[log] < 3) return;
        if (!data.TryWord(data.Logs.Data[log], 32 * amount, out UInt256 value)) return;

        AccountId account = data.TopicAccount(log, 2);
        LoanRows.Add(x, protocol, kind, -1, log, data.Logs.Address[log], account, account,
            data.TopicAccount(log, 1), value);
    }
}
