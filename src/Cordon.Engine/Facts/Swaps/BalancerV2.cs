using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>Balancer V2: a vault holds the assets, each pool only computes.</summary>
/// <remarks>
/// A pool's address is the head of its id. By calls alone each hop shows as the vault's question to the pool.
/// </remarks>
internal sealed class BalancerV2 : FactFamily
{
    private const string Request = "onSwap((uint8,address,address,uint256,bytes32,uint256,address,address,bytes)";

    public override void Register(SignatureTable calls, SignatureTable logs)
    {
        logs.Mean("Swap(bytes32,address,address,uint256,uint256)", OnSwapLog);
        calls.Mean(Request + ",uint256,uint256)", OnSwapQuestion);
        calls.Mean(Request + ",uint256[],uint256,uint256)", OnSwapQuestion);
    }

    private static void OnSwapLog(Extraction x, int log)
    {
        BlockData data = x.Data;
        if (data.Logs.TopicCount[log] != 4 || !data.TryWord(data.Logs.Data[log], 32, out UInt256 amountOut)) return;

        UInt256 id = data.Topic(log, 1);
        Add(x, PoolOf(x, id), data.Logs.Address[log], x.FrameOfLog(log), log, id,
            data.TopicAccount(log, 2), data.DataWord(log, 0), data.TopicAccount(log, 3), amountOut);
    }

    private static void OnSwapQuestion(Extraction x, int call)
    {
        BlockData data = x.Data;
        HexSlice input = x.Calls.Input[call];
        if (x.HasLogs || !x.IsEntry(call) || x.Calls.Output[call].ByteLength != 32) return;
        if (!x.TryOffset(input, 4, 0, out int start) || !data.TryWord(input, start + 128, out UInt256 id)) return;
        if (PoolOf(x, id) != x.Calls.Self[call]) return;

        data.TryWord(input, start, out UInt256 kind); // 0: the amount in is given; 1: the amount out
        data.TryWord(input, start + 96, out UInt256 given);
        UInt256 computed = data.Result(call, 0);
        Add(x, x.Calls.Self[call], x.Calls.From[call], call, -1, id,
            data.AccountAt(input, start + 32), kind.IsZero ? given : computed,
            data.AccountAt(input, start + 64), kind.IsZero ? computed : given);
    }

    private static void Add(
        Extraction x, AccountId pool, AccountId vault, int call, int log, in UInt256 id,
        AccountId tokenIn, in UInt256 amountIn, AccountId tokenOut, in UInt256 amountOut)
    {
        ref Swap swap = ref SwapFlows.Add(x, SwapVenue.BalancerV2, pool, call, log);
        (swap.Holder, swap.PoolId, swap.Recipient) = (vault, id, swap.Sender);
        (swap.TokenIn, swap.AmountIn, swap.AmountReceived) = (tokenIn, amountIn, amountIn);
        (swap.TokenOut, swap.AmountOut) = (tokenOut, amountOut);
    }

    private static AccountId PoolOf(Extraction x, in UInt256 id)
    {
        Span<byte> bytes = stackalloc byte[UInt256.SizeBytes];
        id.CopyTo(bytes);
        return x.Data.Accounts.Intern(new Address(bytes[..Address.SizeBytes]));
    }
}
