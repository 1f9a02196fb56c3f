using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>Liquidations in Aave's pools: the call is the same in versions 1 to 3.</summary>
/// <remarks>What was paid and received is what moved from and to the liquidator within the frame.</remarks>
internal sealed class AaveLiquidations : FactFamily
{
    public override void Register(SignatureTable calls, SignatureTable logs)
    {
        calls.Mean("liquidationCall(address,address,address,uint256,bool)", OnCall);
        logs.Mean("LiquidationCall(address,address,address,uint256,uint256,address,bool)",
            static (x, log) => OnLog(x, log, LendingProtocol.AaveV2, liquidator: 2));
        logs.Mean("LiquidationCall(address,address,address,uint256,uint256,uint256,address,bool,uint256)",
            static (x, log) => OnLog(x, log, LendingProtocol.AaveV1, liquidator: 3));
    }

    private static void OnCall(Extraction x, int call)
    {
        if (!LoanRows.IsStep(x, call, 5)) return;

        BlockData data = x.Data;
        AccountId collateral = data.AccountArgument(call, 0), debt = data.AccountArgument(call, 1);
        AccountId borrower = data.AccountArgument(call, 2), liquidator = x.Calls.From[call];
        UInt256 paid = LoanRows.Moved(x, call, debt, liquidator, AccountId.None);
        bool keepsShares = !data.Argument(call, 4).IsZero;
        int received = keepsShares
            ? LoanRows.FirstMove(x, call, AccountId.None, borrower, liquidator)
            : LoanRows.FirstMove(x, call, collateral, AccountId.None, liquidator);
        if (paid.IsZero || received < 0) return;

        // Version 1's pool answers with a code, the later ones not at all.
        LendingProtocol protocol = x.Calls.Output[call].IsEmpty ? LendingProtocol.AaveV2 : LendingProtocol.AaveV1;
        Transfer seized = x.Transfers[received];
        ref Loan loan = ref LoanRows.Add(x, protocol, LoanKind.Liquidate, call, -1, x.Calls.Self[call],
            borrower, liquidator, debt, paid);
        (loan.CollateralAsset, loan.CollateralAmount) = (seized.Asset, seized.Amount);
    }

    private static void OnLog(Extraction x, int log, LendingProtocol protocol, int liquidator)
    {
        BlockData data = x.Data;
        if (x.HasCalls || data.Logs.TopicCount[log] != 4) return; // the call says it with the frame
        if (!data.TryWord(data.Logs.Data[log], 32 * liquidator, out _)) return;

        ref Loan loan = ref LoanRows.Add(x, protocol, LoanKind.Liquidate, -1, log, data.Logs.Address[log],
            data.TopicAccount(log, 3), data.DataAccount(log, liquidator), data.TopicAccount(log, 2),
            data.DataWord(log, 0));
        (loan.CollateralAsset, loan.CollateralAmount) = (data.TopicAccount(log, 1), data.DataWord(log, 1));
    }
}
