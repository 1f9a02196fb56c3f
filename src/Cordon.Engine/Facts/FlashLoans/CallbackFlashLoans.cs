using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>Flash loans told by the callback in which the borrower holds the money.</summary>
/// <remarks>
/// The callback is the same call in every dialect. The frame took effect, so the lender was satisfied. Where the
/// callback does not name asset and amount they are learnt from what left the lender before it and came back after.
/// </remarks>
internal sealed class CallbackFlashLoans : FactFamily
{
    private static readonly uint AaveModes = (uint)SignatureTable.KeyOf(
        "flashLoan(address,address[],uint256[],uint256[],address,bytes,uint16)", isOfCalls: true);

    public override void Register(SignatureTable calls, SignatureTable logs)
    {
        calls.Mean("executeOperation(address,uint256,uint256,bytes)",
            static (x, call) => OnSingle(x, call, FlashLoanVenue.AaveV1, asset: 0, amount: 1, fee: 2));
        calls.Mean("executeOperation(address[],uint256[],uint256[],address,bytes)",
            static (x, call) => OnMany(x, call, FlashLoanVenue.AaveV2));
        calls.Mean("executeOperation(address,uint256,uint256,address,bytes)",
            static (x, call) => OnSingle(x, call, FlashLoanVenue.AaveV3, asset: 0, amount: 1, fee: 2));
        calls.Mean("receiveFlashLoan(address[],uint256[],uint256[],bytes)",
            static (x, call) => OnMany(x, call, FlashLoanVenue.Balancer));
        calls.Mean("onFlashLoan(address,address,uint256,uint256,bytes)",
            static (x, call) => OnSingle(x, call, FlashLoanVenue.Erc3156, asset: 1, amount: 2, fee: 3));

        calls.Mean("callFunction(address,(address,uint256),bytes)",
            static (x, call) => OnUnnamed(x, call, FlashLoanVenue.Dydx));
        calls.Mean("uniswapV3FlashCallback(uint256,uint256,bytes)",
            static (x, call) => OnUnnamed(x, call, FlashLoanVenue.UniswapV3));
        calls.Mean("pancakeV3FlashCallback(uint256,uint256,bytes)",
            static (x, call) => OnUnnamed(x, call, FlashLoanVenue.UniswapV3));
    }

    private static void OnSingle(Extraction x, int call, FlashLoanVenue venue, int asset, int amount, int fee)
    {
        if (!IsCallback(x, call, arguments: 4)) return;

        int lender = x.EntryOf(x.Calls.Parent[call]);
        BlockData data = x.Data;
        AccountId token = data.AccountArgument(call, asset);
        if (venue == FlashLoanVenue.Erc3156 && IsMinted(x, lender, call, token)) venue = FlashLoanVenue.Maker;
        Add(x, call, lender, venue, token, data.Argument(call, amount), data.Argument(call, fee));
    }

    private static void OnMany(Extraction x, int call, FlashLoanVenue venue)
    {
        if (!IsCallback(x, call, arguments: 4)) return;

        HexSlice input = x.Calls.Input[call];
        if (!x.TryArray(input, 4, 0, out int assets, out int count)) return;
        if (!x.TryArray(input, 4, 32, out int amounts, out int amountCount) || amountCount != count) return;
        if (!x.TryArray(input, 4, 64, out int fees, out int feeCount) || feeCount != count) return;

        int lender = x.EntryOf(x.Calls.Parent[call]);
        for (int i = 0; i < count; i++)
        {
            if (BecomesDebt(x, lender, i)) continue;
            x.Data.TryWord(input, amounts + (32 * i), out UInt256 amount);
            x.Data.TryWord(input, fees + (32 * i), out UInt256 fee);
            Add(x, call, lender, venue, x.Data.AccountAt(input, assets + (32 * i)), amount, fee);
        }
    }

    // Aave lets the caller keep the money as an ordinary debt: a mode other than 0.
    private static bool BecomesDebt(Extraction x, int lender, int index)
    {
        if (lender < 0 || x.Calls.Selector[lender] != AaveModes) return false;

        HexSlice input = x.Calls.Input[lender];
        return x.TryArray(input, 4, 96, out int modes, out int count) && index < count
            && x.Data.TryWord(input, modes + (32 * index), out UInt256 mode) && !mode.IsZero;
    }

    private static void OnUnnamed(Extraction x, int call, FlashLoanVenue venue)
    {
        if (IsCallback(x, call, arguments: 2)) LoanFlows.AddBorrowed(x, x.EntryOf(x.Calls.Parent[call]), call, venue);
    }

    private static bool IsCallback(Extraction x, int call, int arguments) =>
        x.IsEntry(call) && x.Calls.Parent[call] >= 0 && x.Data.HasArguments(call, arguments) && !x.IsForward(call);

    private static bool IsMinted(Extraction x, int lender, int callback, AccountId asset)
    {
        foreach (ref readonly Transfer transfer in x.Transfers)
        {
            if (transfer.Asset == asset && transfer.IsMint && transfer.Call > lender && transfer.Call < callback)
            {
                return true;
            }
        }

        return false;
    }

    private static void Add(
        Extraction x, int callback, int lender, FlashLoanVenue venue, AccountId asset, in UInt256 amount,
        in UInt256 fee)
    {
        if (asset.IsNone || amount.IsZero || lender < 0) return;

        x.Facts.FlashLoans.Add() = new FlashLoan
        {
            Tx = x.Tx,
            Call = lender,
            Log = -1,
            Venue = venue,
            Lender = x.Calls.From[callback],
            Borrower = x.Calls.To[callback],
            Asset = asset,
            Amount = amount,
            Fee = fee,
        };
    }
}
