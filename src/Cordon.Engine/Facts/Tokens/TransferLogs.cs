using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>Token transfers as the tokens' own events state them.</summary>
internal sealed class TransferLogs : FactFamily
{
    public override void Register(SignatureTable calls, SignatureTable logs)
    {
        logs.Move("Transfer(address,address,uint256)", OnTransfer);
        logs.Move("TransferSingle(address,address,address,uint256,uint256)", OnSingle);
        logs.Move("TransferBatch(address,address,address,uint256[],uint256[])", OnBatch);
    }

    private static void OnTransfer(Extraction x, int log)
    {
        BlockData data = x.Data;
        int call = x.FrameOfLog(log);
        AccountId token = data.Logs.Address[log];
        switch (data.Logs.TopicCount[log])
        {
            case 4:
                x.Move(TransferKind.Erc721, call, log, token,
                    data.TopicAccount(log, 1), data.TopicAccount(log, 2), UInt256.One, data.Topic(log, 3));
                return;
            case 3 when data.TryWord(data.Logs.Data[log], 0, out UInt256 amount):
                MoveFungible(x, call, log, data.TopicAccount(log, 1), data.TopicAccount(log, 2), amount);
                return;
            case 1 when data.TryWord(data.Logs.Data[log], 64, out UInt256 amount): // before events were indexed
                MoveFungible(x, call, log, data.DataAccount(log, 0), data.DataAccount(log, 1), amount);
                return;
            default:
                return;
        }
    }

    private static void MoveFungible(Extraction x, int call, int log, AccountId from, AccountId to, in UInt256 amount)
    {
        AccountId token = x.Logs.Address[log];
        if (!WrappedEther.IsSecondEvent(x, token, call, from, to, amount))
        {
            x.Move(TransferKind.Erc20, call, log, token, from, to, amount);
        }
    }

    private static void OnSingle(Extraction x, int log)
    {
        BlockData data = x.Data;
        if (data.Logs.TopicCount[log] != 4 || !data.TryWord(data.Logs.Data[log], 32, out UInt256 amount)) return;

        x.Move(TransferKind.Erc1155, x.FrameOfLog(log), log, data.Logs.Address[log],
            data.TopicAccount(log, 2), data.TopicAccount(log, 3), amount, data.DataWord(log, 0));
    }

    private static void OnBatch(Extraction x, int log)
    {
        BlockData data = x.Data;
        HexSlice body = data.Logs.Data[log];
        if (data.Logs.TopicCount[log] != 4) return;
        if (!x.TryArray(body, 0, 0, out int ids, out int count)) return;
        if (!x.TryArray(body, 0, 32, out int amounts, out int amountCount) || count != amountCount) return;

        int call = x.FrameOfLog(log);
        AccountId from = data.TopicAccount(log, 2), to = data.TopicAccount(log, 3);
        for (int i = 0; i < count; i++)
        {
            data.TryWord(body, ids + (32 * i), out UInt256 id);
            data.TryWord(body, amounts + (32 * i), out UInt256 amount);
            x.Move(TransferKind.Erc1155, call, log, data.Logs.Address[log], from, to, amount, id);
        }
    }
}
