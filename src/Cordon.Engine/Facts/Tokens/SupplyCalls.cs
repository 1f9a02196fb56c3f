using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>Mints and burns as known calls state them, for transactions whose logs are not known.</summary>
/// <remarks>
/// Derivable: plain mint and burn of tokens, pool shares of two-token pools, Aave's interest-bearing and debt tokens,
/// Compound's redeem. Not derivable: what Compound's mint issues, protocol fees that a pool mints to itself.
/// </remarks>
internal sealed class SupplyCalls : FactFamily
{
    public override void Register(SignatureTable calls, SignatureTable logs)
    {
        calls.Move("mint(address,uint256)", static (x, call) => Mint(x, call, account: 0, amount: 1, arguments: 2));
        calls.Move("mint(address,uint256,uint256)", static (x, call) => Mint(x, call, 0, 1, 3));
        calls.Move("mint(address,address,uint256,uint256)", static (x, call) => Mint(x, call, 1, 2, 4));
        calls.Move("burn(address,uint256)", static (x, call) => Burn(x, call, account: 0, amount: 1, arguments: 2));
        calls.Move("burnFrom(address,uint256)", static (x, call) => Burn(x, call, 0, 1, 2));
        calls.Move("burn(address,uint256,uint256)", static (x, call) => Burn(x, call, 0, 1, 3));
        calls.Move("burn(address,address,uint256,uint256)", static (x, call) => Burn(x, call, 0, 2, 4));
        calls.Move("burn(uint256)", OnOwnBurn);
        calls.Move("redeem(uint256)", OnRedeem);
        calls.Move("mint(address)", OnPoolMint);
        calls.Move("burn(address)", OnPoolBurn);
    }

    private static void Mint(Extraction x, int call, int account, int amount, int arguments)
    {
        if (!IsToken(x, call, arguments)) return;
        x.Move(TransferKind.Erc20, call, -1, x.Calls.Self[call],
            AccountId.Zero, x.Data.AccountArgument(call, account), x.Data.Argument(call, amount));
    }

    private static void Burn(Extraction x, int call, int account, int amount, int arguments)
    {
        if (!IsToken(x, call, arguments)) return;
        x.Move(TransferKind.Erc20, call, -1, x.Calls.Self[call],
            x.Data.AccountArgument(call, account), AccountId.Zero, x.Data.Argument(call, amount));
    }

    private static void OnOwnBurn(Extraction x, int call)
    {
        if (!IsToken(x, call, arguments: 1)) return;
        x.Move(TransferKind.Erc20, call, -1, x.Calls.Self[call],
            x.Calls.From[call], AccountId.Zero, x.Data.Argument(call, 0));
    }

    // Compound answers 0 for success; any other number is an error that did not revert.
    private static void OnRedeem(Extraction x, int call)
    {
        if (x.HasLogs || !x.IsEntry(call) || !x.Data.HasArguments(call, 1) || x.IsForward(call)) return;
        if (!x.Is(x.Calls.Self[call], AccountMarks.Token)) return;
        if (!x.Data.TryWord(x.Calls.Output[call], 0, out UInt256 error) || !error.IsZero) return;

        x.Move(TransferKind.Erc20, call, -1, x.Calls.Self[call],
            x.Calls.From[call], AccountId.Zero, x.Data.Argument(call, 0));
    }

    private static void OnPoolMint(Extraction x, int call)
    {
        if (x.HasLogs || !x.IsEntry(call) || !x.Data.HasArguments(call, 1)) return;
        if (!x.Data.TryWord(x.Calls.Output[call], 0, out UInt256 shares) || !x.OwnBalances(call).HasTokens) return;

        x.Move(TransferKind.Erc20, call, -1, x.Calls.Self[call],
            AccountId.Zero, x.Data.AccountArgument(call, 0), shares);
    }

    // A pool burns the shares that were sent to it before.
    private static void OnPoolBurn(Extraction x, int call)
    {
        if (x.HasLogs || !x.IsEntry(call) || x.Calls.Output[call].ByteLength != 64) return;

        AccountId pool = x.Calls.Self[call];
        if (!x.OwnBalances(call).HasTokens) return;
        if (x.TakePayments(pool, pool, call, -1, out UInt256 shares, out _) == 0) return;
        x.Move(TransferKind.Erc20, call, -1, pool, pool, AccountId.Zero, shares);
    }

    private static bool IsToken(Extraction x, int call, int arguments) =>
        !x.HasLogs && x.IsEntry(call) && x.Data.HasArguments(call, arguments) && x.SaysYes(call)
        && x.Is(x.Calls.Self[call], AccountMarks.Token) && !x.IsForward(call);
}
