using static Cordon.Engine.Facts.Tests.Abi;
using static Cordon.Engine.Facts.Tests.Scene;

namespace Cordon.Engine.Facts.Tests;

/// <summary>Bridges, by the events and entry points that they publish.</summary>
internal static class BridgeScenes
{
    private const string Ether = "0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee";

    public static Scene[] All { get; } =
    [
        Deposit(Ether, "ETHDepositInitiated(address,address,uint256,bytes)", [User, Third], 50, 64, 0),
        Deposit("A", "ERC20DepositInitiated(address,address,address,address,uint256,bytes)", [A, B, User],
            Third, 50, 96, 0),
        Deposit(Ether, "LockedEther(address,address,uint256)", [User, Third], 50),
        Deposit("A", "LockedERC20(address,address,address,uint256)", [User, Third, A], 50),
        Deposit("A", "DepositInitiated(address,address,address,uint256,uint256)", [User, Third, 7], A, 50),
        Deposit("A", "Send(address,address,uint32,bytes32,uint256,bool)", [A, User, 7], 1, 50, true),
        Deposit("A", "LockEvent(address,address,uint64,bytes,bytes,uint256)", [], A, User, 7, 192, 224, 50, 0, 0),
        Deposit("A", "LogAnySwapOut(address,address,address,uint256,uint256,uint256)", [A, User, Third], 50, 1, 2),
        Deposit("A", "Send(bytes32,address,address,address,uint256,uint64,uint64,uint32)", [],
            9, User, Third, A, 50, 1, 2, 3),

        Release(Ether, "ETHWithdrawalFinalized(address,address,uint256,bytes)", [Third, User], 50, 64, 0),
        Release("A", "ERC20BridgeFinalized(address,address,address,address,uint256,bytes)", [A, B, Third],
            User, 50, 96, 0),
        Release(Ether, "ExitedEther(address,uint256)", [User], 50),
        Release("A", "ExitedERC20(address,address,uint256)", [User, A], 50),
        Release("A", "WithdrawalFinalized(address,address,address,uint256,uint256)", [Third, User, 9], A, 50),
        Release("A", "Receive(uint64,address,address,address,uint256)", [9, A, User], Third, 50),
        Release("A", "UnlockEvent(address,address,uint256)", [], A, User, 50),
        Release("A", "LogAnySwapIn(bytes32,address,address,uint256,uint256,uint256)", [9, A, User], 50, 1, 2),
        Release("A", "Relay(bytes32,address,address,address,uint256,uint64,bytes32)", [],
            9, Third, User, A, 50, 1, 7),

        new("a deposit by its call", new Frame(User, Pool, Call(
            "depositERC20(address,address,uint256,uint32,bytes)", A, B, 50, 7, 160, 0)).Add(
            new Frame(Pool, A, Call("transferFrom(address,address,uint256)", User, Pool, 50)) { Output = Words(true) }),
            "bridge_deposited: bridge=P account=U asset=A amount=50") { ByLogs = false },
        new("a release by its call", new Frame(Third, Pool, Call("completeTransfer(bytes)", 32, 0)).Add(
            new Frame(Pool, A, Call("transfer(address,uint256)", User, 50)) { Output = Words(true) }),
            "bridge_released: bridge=P account=U asset=A amount=50") { ByLogs = false },
    ];

    private static Scene Deposit(string asset, string signature, object[] indexed, params object[] words) =>
        Of("bridge_deposited", asset, signature, indexed, words);

    private static Scene Release(string asset, string signature, object[] indexed, params object[] words) =>
        Of("bridge_released", asset, signature, indexed, words);

    private static Scene Of(string kind, string asset, string signature, object[] indexed, object[] words) =>
        new(signature, new Frame(User, Pool, "0x12345678").Log(Pool, signature, indexed, words),
            $"{kind}: bridge=P account=U asset={asset} amount=50")
        { ByCalls = false, ByReceipts = true };
}
