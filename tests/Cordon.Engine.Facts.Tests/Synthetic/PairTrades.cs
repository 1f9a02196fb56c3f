using Cordon.Ethereum;

namespace Cordon.Engine.Facts.Tests;

/// <summary>Trades against one two-token pool.</summary>
public static class PairTrades
{
    public static readonly Address Trader = Abi.Account(1);
    public static readonly Address Pool = Abi.Account(2);
    public static readonly Address Token0 = Abi.Account(3);
    public static readonly Address Token1 = Abi.Account(4);
    private static readonly Address Router = Abi.Account(5);

    /// <summary>The trader pays token 0 and receives token 1; the token may tax its transfers.</summary>
    public static Frame Swap(int paid = 1000, int received = 900, int tax = 0, string data = "")
    {
        var pay = new Frame(
            Router, Token0, Abi.Call("transferFrom(address,address,uint256)", Trader, Pool, paid))
        {
            Output = Abi.Words(true),
        };
        pay.Log(Token0, "Transfer(address,address,uint256)", [Trader, Pool], paid - tax);
        return new Frame(Trader, Router, "0x12345678").Add(pay, Trade(paid - tax, received, data));
    }

    private static Frame Trade(int counted, int received, string data)
    {
        int length = data.Length / 2;
        string padded = data.PadRight((data.Length + 63) / 64 * 64, '0');
        var payout = new Frame(Pool, Token1, Abi.Call("transfer(address,uint256)", Trader, received))
        {
            Output = Abi.Words(true),
        };
        payout.Log(Token1, "Transfer(address,address,uint256)", [Pool, Trader], received);
        Frame swap = new Frame(
            Router, Pool, Abi.Call("swap(uint256,uint256,address,bytes)", 0, received, Trader, 128, length, padded))
            .Add(payout, Balance(Token0, 100_000 + counted), Balance(Token1, 100_000 - received));
        return swap.Log(Pool, "Sync(uint112,uint112)", [], 100_000 + counted, 100_000 - received)
            .Log(Pool, "Swap(address,uint256,uint256,uint256,uint256,address)", [Router, Trader],
                counted, 0, 0, received);
    }

    private static Frame Balance(Address token, int amount) =>
        new(Pool, token, Abi.Call("balanceOf(address)", Pool)) { Type = "STATICCALL", Output = Abi.Words(amount) };
}
