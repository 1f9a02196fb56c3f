using Cordon.Ethereum;
using static Cordon.Engine.Facts.Tests.Abi;
using static Cordon.Engine.Facts.Tests.Scene;

namespace Cordon.Engine.Facts.Tests;

/// <summary>Trades and liquidity, by the interfaces that the protocols publish.</summary>
internal static class TradeScenes
{
    private const string ZeroExData = "f47261b0"; // ERC20Token(address): the asset data of 0x versions 2 and 3

    private static readonly string PoolId = "0x" + Pool.ToString()[2..] + new string('0', 23) + "7";

    public static Scene[] All { get; } =
    [
        new("0x version 2 fill", new Frame(User, Pool, "0x12345678").Log(Pool,
            "Fill(address,address,address,address,uint256,uint256,uint256,uint256,bytes32,bytes,bytes)",
            [Third, Other, 9], User, User, 70, 50, 0, 0, 256, 352, 36, Asset(B), 36, Asset(A)),
            "swap: protocol=0x pool=P tokenIn=A amountIn=50 tokenOut=B amountOut=70")
        { ByCalls = false, ByReceipts = true },

        new("0x version 3 fill", new Frame(User, Pool, "0x12345678").Log(Pool,
            "Fill(address,address,bytes,bytes,bytes,bytes,bytes32,address,address,uint256,uint256,uint256,uint256,"
            + "uint256)", [Third, Other, 9],
            352, 448, 544, 544, User, User, 70, 50, 0, 0, 0, 36, Asset(B), 36, Asset(A), 0),
            "swap: protocol=0x pool=P tokenIn=A amountIn=50 tokenOut=B amountOut=70")
        { ByCalls = false, ByReceipts = true },

        new("Balancer V2, the amount in given", Vault(kind: 0, given: 50, computed: 70),
            "swap: protocol=balancer_v2 pool=P tokenIn=A amountIn=50 tokenOut=B amountOut=70"),
        new("Balancer V2, the amount out given", Vault(kind: 1, given: 70, computed: 50),
            "swap: protocol=balancer_v2 pool=P tokenIn=A amountIn=50 tokenOut=B amountOut=70"),

        new("Bancor conversion", new Frame(User, Pool, Call(
                "convert(address,address,uint256,address,address)", A, B, 50, User, User)) { Output = Words(70) }
            .Log(Pool, "Conversion(address,address,address,uint256,uint256,int256)", [A, B, User], 50, 70, 1),
            "swap: protocol=bancor pool=P tokenIn=A amountIn=50 tokenOut=B amountOut=70") { ByReceipts = true },
        new("Bancor version 3", new Frame(User, Pool, "0x12345678").Log(Pool,
            "TokensTraded(bytes32,address,address,uint256,uint256,uint256,uint256,uint256,address)",
            [1, A, B], 50, 70, 60, 1, 1, User),
            "swap: protocol=bancor pool=P tokenIn=A amountIn=50 tokenOut=B amountOut=70")
        { ByCalls = false, ByReceipts = true },

        new("DODO version 1 sells the base token", Moved(new Frame(User, Pool, Call(
                "sellBaseToken(uint256,uint256,bytes)", 50, 0, 96, 0)) { Output = Words(70) })
            .Log(Pool, "SellBaseToken(address,uint256,uint256)", [User], 50, 70),
            "swap: protocol=dodo pool=P tokenIn=A amountIn=50 tokenOut=B amountOut=70"),
        new("DODO version 1 buys the base token", Moved(new Frame(User, Pool, Call(
                "buyBaseToken(uint256,uint256,bytes)", 70, 99, 96, 0)) { Output = Words(50) })
            .Log(Pool, "BuyBaseToken(address,uint256,uint256)", [User], 70, 50),
            "swap: protocol=dodo pool=P tokenIn=A amountIn=50 tokenOut=B amountOut=70"),

        new("Curve liquidity added", new Frame(User, Pool, Call("add_liquidity(uint256[2],uint256)", 50, 70, 0))
            .Add(Pull(A, 50), Pull(B, 70)),
            "liquidity_added: protocol=curve pool=P provider=U asset=A amount=50",
            "liquidity_added: protocol=curve pool=P provider=U asset=B amount=70"),
        new("Curve liquidity added to a pool of any number of coins", new Frame(User, Pool, Call(
            "add_liquidity(uint256[],uint256,address)", 96, 0, User, 2, 50, 70)).Add(Pull(A, 50), Pull(B, 70)),
            "liquidity_added: protocol=curve pool=P provider=U asset=A amount=50",
            "liquidity_added: protocol=curve pool=P provider=U asset=B amount=70"),
        new("Curve liquidity removed in one coin", new Frame(User, Pool, Call(
            "remove_liquidity_one_coin(uint256,int128,uint256)", 9, 0, 0)).Add(Pay(A, 50)),
            "liquidity_removed: protocol=curve pool=P provider=U asset=A amount=50"),
        new("Balancer V1 exit", new Frame(User, Pool, Call("exitPool(uint256,uint256[])", 9, 64, 2, 0, 0))
            .Add(Pay(A, 50), Pay(B, 70)),
            "liquidity_removed: protocol=balancer_v1 pool=P provider=U asset=A amount=50",
            "liquidity_removed: protocol=balancer_v1 pool=P provider=U asset=B amount=70"),
        new("Balancer V2 join", new Frame(User, Pool, Call(
            "joinPool(bytes32,address,address,(address[],uint256[],bytes,bool))", PoolId, User, User, 128))
            .Add(Pull(A, 50)),
            "liquidity_added: protocol=balancer_v2 pool=P provider=U asset=A amount=50"),
    ];

    private static string Asset(Address token) =>
        ZeroExData + Word(token) + new string('0', (2 * 64) - (2 * 36));

    private static Frame Vault(int kind, int given, int computed) => new Frame(User, Other, "0x52bbbe29").Add(
        new Frame(Other, Pool, Call(
            "onSwap((uint8,address,address,uint256,bytes32,uint256,address,address,bytes),uint256,uint256)",
            96, 1000, 1000, kind, A, B, given, PoolId, 1, User, User, 288, 0))
        { Output = Words(computed) })
        .Log(Other, "Swap(bytes32,address,address,uint256,uint256)", [PoolId, A, B], 50, 70);

    private static Frame Moved(Frame trade) => trade.Add(Pull(A, 50), Pay(B, 70));

    private static Frame Pull(Address token, int amount) =>
        new Frame(Pool, token, Call("transferFrom(address,address,uint256)", User, Pool, amount))
        {
            Output = Words(true),
        }.Log(token, "Transfer(address,address,uint256)", [User, Pool], amount);

    private static Frame Pay(Address token, int amount) =>
        new Frame(Pool, token, Call("transfer(address,uint256)", User, amount)) { Output = Words(true) }
            .Log(token, "Transfer(address,address,uint256)", [Pool, User], amount);
}
