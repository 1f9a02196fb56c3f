using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>Prices that oracles publish.</summary>
internal sealed class OraclePrices : FactFamily
{
    public override void Register(SignatureTable calls, SignatureTable logs)
    {
        logs.Mean("AnswerUpdated(int256,uint256,uint256)", OnAnswer);
        logs.Mean("LogMedianPrice(uint256,uint256)", OnMedian);
        calls.Mean("validate(uint256,int256,uint256,int256)", OnValidate);
        calls.Mean("setDirectPrice(address,uint256)", OnSet);
        calls.Mean("setUnderlyingPrice(address,uint256)", OnSet);
        calls.Mean("setAssetPrice(address,uint256)", OnSet);
        calls.Mean("setPrice(address,uint256)", OnSet);
    }

    public static void Add(Extraction x, in OracleAnswer answer)
    {
        ref OracleAnswer row = ref x.Facts.Oracles.Add();
        row = answer;
        row.Tx = x.Tx;
    }

    private static void OnAnswer(Extraction x, int log)
    {
        if (x.Logs.TopicCount[log] != 3) return;

        Publish(x, x.FrameOfLog(log), log, x.Logs.Address[log], x.CallerOfLog(log), AccountId.None,
            x.Data.Topic(log, 1), Seconds(x.Data.DataWord(log, 0)));
    }

    private static void OnMedian(Extraction x, int log)
    {
        if (!x.Data.TryWord(x.Logs.Data[log], 32, out UInt256 age)) return;

        Publish(x, x.FrameOfLog(log), log, x.Logs.Address[log], x.CallerOfLog(log), AccountId.None,
            x.Data.DataWord(log, 0), Seconds(age));
    }

    // Where logs are not known: a Chainlink aggregator shows each new answer to its validator.
    private static void OnValidate(Extraction x, int call)
    {
        if (x.HasLogs || !x.IsEntry(call) || !x.Data.HasArguments(call, 4)) return;

        AccountId feed = x.Calls.From[call];
        Publish(x, call, -1, feed, x.Data.Transactions.From[x.Tx], AccountId.None, x.Data.Argument(call, 3), 0);
    }

    private static void OnSet(Extraction x, int call)
    {
        if (!x.IsEntry(call) || !x.Data.HasArguments(call, 2) || x.IsForward(call)) return;

        Publish(x, call, -1, x.Calls.Self[call], x.Calls.From[call], x.Data.AccountArgument(call, 0),
            x.Data.Argument(call, 1), 0);
    }

    private static void Publish(
        Extraction x, int call, int log, AccountId feed, AccountId account, AccountId asset, in UInt256 answer,
        ulong updatedAt) =>
        Add(x, new OracleAnswer
        {
            Call = call,
            Log = log,
            Feed = feed,
            Account = account,
            Asset = asset,
            Answer = answer,
            UpdatedAt = updatedAt,
        });

    private static ulong Seconds(in UInt256 word) => word > ulong.MaxValue ? 0 : (ulong)word;
}
