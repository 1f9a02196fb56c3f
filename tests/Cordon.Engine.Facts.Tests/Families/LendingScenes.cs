using Cordon.Ethereum;
using static Cordon.Engine.Facts.Tests.Abi;
using static Cordon.Engine.Facts.Tests.Scene;

namespace Cordon.Engine.Facts.Tests;

/// <summary>Lending markets, by the interfaces that the protocols publish.</summary>
internal static class LendingScenes
{
    private const string Market = "(address,address,address,address,uint256)";

    public static Scene[] All { get; } =
    [
        new("Euler version 1 deposit", Dispatched("deposit(uint256,uint256)", Pull(Other, 50)),
            "loan: type=deposit protocol=euler market=P account=U actor=U asset=A amount=50"),
        new("Euler version 1 borrow", Dispatched("borrow(uint256,uint256)", Pay(Other, 50)),
            "loan: type=borrow protocol=euler market=P account=U actor=U asset=A amount=50"),
        new("Euler version 1 liquidation", new Frame(User, Pool, Call(
            "liquidate(address,address,address,uint256,uint256)", Third, A, B, 50, 70))
            .Add(new Frame(Pool, Other, "0xe9c4a3ac")),
            "liquidation: protocol=euler market=P borrower=M liquidator=U debtToken=A debtAmount=50 "
            + "collateralToken=B"),
        new("Euler version 2 borrow", new Frame(User, Pool, Call("borrow(uint256,address)", 50, User))
            { Output = Words(50) }.Add(Pay(Pool, 50)),
            "loan: type=borrow protocol=euler market=P account=U actor=U asset=A amount=50"),
        new("Euler version 2 repay", new Frame(User, Pool, Call("repay(uint256,address)", 50, Third))
            { Output = Words(50) }.Add(Pull(Pool, 50)),
            "loan: type=repay protocol=euler market=P account=M actor=U asset=A amount=50"),

        new("Compound V3 supply", new Frame(User, Pool, Call("supply(address,uint256)", A, 50)).Add(Pull(Pool, 50)),
            "loan: type=deposit protocol=compound_v3 market=P account=U actor=U asset=A amount=50"),
        new("Compound V3 supply for another", new Frame(User, Pool, Call(
            "supplyTo(address,address,uint256)", Third, A, 50)).Add(Pull(Pool, 50)),
            "loan: type=deposit protocol=compound_v3 market=P account=M actor=U asset=A amount=50"),
        new("Compound V3 withdrawal from another", new Frame(User, Pool, Call(
            "withdrawFrom(address,address,address,uint256)", Third, User, A, 50)).Add(Pay(Pool, 50)),
            "loan: type=withdraw protocol=compound_v3 market=P account=M actor=U asset=A amount=50"),
        new("Compound V3 absorption by its event", new Frame(User, Pool, "0x12345678").Log(
            Pool, "AbsorbDebt(address,address,uint256,uint256)", [User, Third], 50, 60),
            "liquidation: protocol=compound_v3 market=P borrower=M liquidator=U debtToken=null,debtAmount=50"
                .Replace("debtToken=null,debtAmount=50", "\"debtToken\":null debtAmount=50"))
        { ByCalls = false, ByReceipts = true },
        new("Compound V3 absorption by its call", new Frame(User, Pool, Call(
            "absorb(address,address[])", User, 64, 1, Third)),
            "liquidation: protocol=compound_v3 market=P borrower=M liquidator=U") { ByLogs = false },

        Step("borrow", "uint256,uint256,address,address", "borrow", 50, 0, Third, User),
        Step("withdraw", "uint256,uint256,address,address", "withdraw", 50, 0, Third, User),
        Step("repay", "uint256,uint256,address,bytes", "repay", 50, 0, Third, 288, 0),
        Step("supply", "uint256,uint256,address,bytes", "deposit", 50, 0, Third, 288, 0),
        new("Morpho collateral supplied", new Frame(User, Pool, Call(
            $"supplyCollateral({Market},uint256,address,bytes)",
            A, B, Other, Other, 1, 50, Third, 256, 0)),
            "loan: type=deposit protocol=morpho market=P account=M actor=U asset=B amount=50"),

        new("Maker vault", new Frame(User, Pool, Call(
            "frob(bytes32,address,address,address,int256,int256)", "4554482d41".PadRight(64, '0'), Third, User, User,
            50, -70)),
            "loan: type=deposit protocol=maker market=P account=M actor=U \"asset\":null amount=50",
            "loan: type=repay protocol=maker market=P account=M actor=U \"asset\":null amount=70"),
        new("Maker auction", Bark("bark(bytes32,address,address)", User,
            Call("kick(uint256,uint256,address,address)", 50, 70, Third, User)),
            "liquidation: protocol=maker market=P borrower=M liquidator=U \"debtToken\":null debtAmount=0 "
            + "\"collateralToken\":null collateralAmount=70"),
        new("Maker auction of the first kind", Bark("bite(bytes32,address)", User,
            Call("kick(address,address,uint256,uint256,uint256)", Third, User, 50, 70, 0)),
            "liquidation: protocol=maker market=P borrower=M liquidator=U \"debtToken\":null debtAmount=0 "
            + "\"collateralToken\":null collateralAmount=70"),
    ];

    private static Scene Step(string function, string rest, string kind, params object[] arguments) =>
        new($"Morpho {function}", new Frame(User, Pool, Call(
            $"{function}({Market},{rest})", [A, B, Other, Other, 1, .. arguments]))
        { Output = Words(50, 49) },
            $"loan: type={kind} protocol=morpho market=P account=M actor=U asset=A amount=50");

    private static Frame Dispatched(string function, Frame move) =>
        new Frame(User, Pool, Call(function, 0, 50)).Add(new Frame(Pool, Other, "0xe9c4a3ac").Add(move));

    private static Frame Bark(string function, Address keeper, string kick)
    {
        object[] arguments = function.StartsWith("bark", StringComparison.Ordinal) ? [1, Third, keeper] : [1, Third];
        return new Frame(User, Pool, Call(function, arguments)) { Output = Words(1) }
            .Add(new Frame(Pool, Other, kick) { Output = Words(1) });
    }

    private static Frame Pull(Address by, int amount) =>
        new Frame(by, A, Call("transferFrom(address,address,uint256)", User, by, amount)) { Output = Words(true) }
            .Log(A, "Transfer(address,address,uint256)", [User, by], amount);

    private static Frame Pay(Address by, int amount) =>
        new Frame(by, A, Call("transfer(address,uint256)", User, amount)) { Output = Words(true) }
            .Log(A, "Transfer(address,address,uint256)", [by, User], amount);
}
