using Cordon.Ethereum;
using static Cordon.Engine.Facts.Tests.Abi;
using static Cordon.Engine.Facts.Tests.Scene;

namespace Cordon.Engine.Facts.Tests;

/// <summary>Flash loans, by the callbacks and events that the lenders publish.</summary>
internal static class LoanScenes
{
    public static Scene[] All { get; } =
    [
        Callback("aave_v1", "executeOperation(address,uint256,uint256,bytes)", A, 50, 1, 128, 0),
        Callback("aave_v2", "executeOperation(address[],uint256[],uint256[],address,bytes)",
            160, 224, 288, User, 352, 1, A, 1, 50, 1, 1, 0),
        Callback("aave_v3", "executeOperation(address,uint256,uint256,address,bytes)", A, 50, 1, User, 160, 0),
        Callback("balancer_v2", "receiveFlashLoan(address[],uint256[],uint256[],bytes)",
            128, 192, 256, 320, 1, A, 1, 50, 1, 1, 0),
        Callback("erc3156", "onFlashLoan(address,address,uint256,uint256,bytes)", User, A, 50, 1, 160, 0),

        new("Maker mints what it lends", Lend(new Frame(Pool, A, Call("mint(address,uint256)", User, 50))
                .Log(A, "Transfer(address,address,uint256)", [Address.Zero, User], 50),
            Call("onFlashLoan(address,address,uint256,uint256,bytes)", User, A, 50, 1, 160, 0)), Loan("maker")),
        new("dYdX", Lend(Pay(50), Call("callFunction(address,(address,uint256),bytes)", User, User, 1, 128, 0)),
            Loan("dydx"))
        {
            ByFlatLogs = false,
        },
        new("Uniswap V3 flash", Lend(Pay(50), Call("uniswapV3FlashCallback(uint256,uint256,bytes)", 1, 0, 96, 0)),
            Loan("uniswap_v3"))
        {
            ByFlatLogs = false,
        },
        new("a lender without a known interface", Lend(Pay(50), "0xdeadbeef"), Loan("generic"))
        {
            ByFlatLogs = false,
        },

        Event("aave_v1", "FlashLoan(address,address,uint256,uint256,uint256,uint256)", [User, A], 50, 1, 0, 9),
        Event("aave_v2", "FlashLoan(address,address,address,uint256,uint256,uint16)", [User, Third, A], 50, 1, 0),
        Event("aave_v3", "FlashLoan(address,address,address,uint256,uint8,uint256,uint16)", [User, A, 0],
            Third, 50, 0, 1),
        Event("balancer_v2", "FlashLoan(address,address,uint256,uint256)", [User, A], 50, 1),
    ];

    private static string Loan(string venue) =>
        $"flash_loan: protocol={venue} lender=P borrower=U asset=A amount=50 fee=1";

    private static Scene Callback(string venue, string function, params object[] arguments) =>
        new($"{venue} by its callback", Lend(Pay(50), Call(function, arguments)), Loan(venue));

    private static Scene Event(string venue, string signature, object[] indexed, params object[] words) =>
        new($"{venue} by its event", new Frame(Third, Pool, "0x12345678").Log(Pool, signature, indexed, words),
            Loan(venue))
        { ByCalls = false, ByLogs = false, ByReceipts = true };

    private static Frame Lend(Frame payout, string callback) => new Frame(User, Pool, "0x99999999").Add(
        payout, new Frame(Pool, User, callback).Add(
            new Frame(User, A, Call("transfer(address,uint256)", Pool, 51)) { Output = Words(true) }
                .Log(A, "Transfer(address,address,uint256)", [User, Pool], 51)));

    private static Frame Pay(int amount) =>
        new Frame(Pool, A, Call("transfer(address,uint256)", User, amount)) { Output = Words(true) }
            .Log(A, "Transfer(address,address,uint256)", [Pool, User], amount);
}
