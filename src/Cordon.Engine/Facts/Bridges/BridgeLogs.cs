using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>Value locked into and released from bridges, by the events of the widely used ones.</summary>
internal sealed class BridgeLogs : FactFamily
{
    private const int Native = -1;

    public override void Register(SignatureTable calls, SignatureTable logs)
    {
        // A place is a topic (1 to 3) or a data word (10 and up); the native coin has none.
        Deposit(logs, "ETHDepositInitiated(address,address,uint256,bytes)", Native, account: 1, amount: 10);
        Deposit(logs, "ETHBridgeInitiated(address,address,uint256,bytes)", Native, account: 1, amount: 10);
        Deposit(logs, "ERC20DepositInitiated(address,address,address,address,uint256,bytes)", 1, 3, amount: 11);
        Deposit(logs, "ERC20BridgeInitiated(address,address,address,address,uint256,bytes)", 1, 3, amount: 11);
        Deposit(logs, "LockedEther(address,address,uint256)", Native, account: 1, amount: 10);
        Deposit(logs, "LockedERC20(address,address,address,uint256)", asset: 3, account: 1, amount: 10);
        Deposit(logs, "DepositInitiated(address,address,address,uint256,uint256)", asset: 10, account: 1, amount: 11);
        Deposit(logs, "Send(address,address,uint32,bytes32,uint256,bool)", asset: 1, account: 2, amount: 11);
        Deposit(logs, "LockEvent(address,address,uint64,bytes,bytes,uint256)", asset: 10, account: 11, amount: 15);
        Deposit(logs, "LogAnySwapOut(address,address,address,uint256,uint256,uint256)", 1, account: 2, amount: 10);
        Deposit(logs, "Send(bytes32,address,address,address,uint256,uint64,uint64,uint32)", 13, 11, amount: 14, id: 10);

        Release(logs, "ETHWithdrawalFinalized(address,address,uint256,bytes)", Native, account: 2, amount: 10);
        Release(logs, "ETHBridgeFinalized(address,address,uint256,bytes)", Native, account: 2, amount: 10);
        Release(logs, "ERC20WithdrawalFinalized(address,address,address,address,uint256,bytes)", 1, 10, amount: 11);
        Release(logs, "ERC20BridgeFinalized(address,address,address,address,uint256,bytes)", 1, 10, amount: 11);
        Release(logs, "ExitedEther(address,uint256)", Native, account: 1, amount: 10);
        Release(logs, "ExitedERC20(address,address,uint256)", asset: 2, account: 1, amount: 10);
        Release(logs, "WithdrawalFinalized(address,address,address,uint256,uint256)", 10, 2, amount: 11, id: 3);
        Release(logs, "Receive(uint64,address,address,address,uint256)", asset: 2, account: 3, amount: 11, id: 1);
        Release(logs, "UnlockEvent(address,address,uint256)", asset: 10, account: 11, amount: 12);
        Release(logs, "LogAnySwapIn(bytes32,address,address,uint256,uint256,uint256)", 2, 3, amount: 10, id: 1);
        Release(logs, "Relay(bytes32,address,address,address,uint256,uint64,bytes32)", 13, 12, amount: 14, id: 10);
    }

    private static void Deposit(
        SignatureTable logs, string signature, int asset, int account, int amount, int id = 0) =>
        Register(logs, signature, isRelease: false, asset, account, amount, id);

    private static void Release(
        SignatureTable logs, string signature, int asset, int account, int amount, int id = 0) =>
        Register(logs, signature, isRelease: true, asset, account, amount, id);

    private static void Register(
        SignatureTable logs, string signature, bool isRelease, int asset, int account, int amount, int id) =>
        logs.Mean(signature, (x, log) =>
        {
            if (!Has(x, log, asset) || !Has(x, log, account) || !Has(x, log, amount) || !Has(x, log, id)) return;
            BridgeRows.Add(x, new BridgeMessage
            {
                Call = x.FrameOfLog(log),
                Log = log,
                IsRelease = isRelease,
                Bridge = x.Logs.Address[log],
                Account = AccountAt(x, log, account),
                Asset = asset == Native ? AccountId.Ether : AssetAt(x, log, asset),
                Amount = WordAt(x, log, amount),
                MessageId = WordAt(x, log, id),
            });
        });

    private static bool Has(Extraction x, int log, int place) => place switch
    {
        <= 0 => true,
        < 10 => place < x.Logs.TopicCount[log],
        _ => x.Data.TryWord(x.Logs.Data[log], 32 * (place - 10), out _),
    };

    // Bridges write the native coin as the zero address.
    private static AccountId AssetAt(Extraction x, int log, int place)
    {
        AccountId asset = AccountAt(x, log, place);
        return asset == AccountId.Zero ? AccountId.Ether : asset;
    }

    private static AccountId AccountAt(Extraction x, int log, int place) => place switch
    {
        <= 0 => AccountId.None,
        < 10 => x.Data.TopicAccount(log, place),
        _ => x.Data.DataAccount(log, place - 10),
    };

    private static UInt256 WordAt(Extraction x, int log, int place) => place switch
    {
        <= 0 => default,
        < 10 => x.Data.Topic(log, place),
        _ => x.Data.DataWord(log, place - 10),
    };
}
