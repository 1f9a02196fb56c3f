using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>0x versions 2 and 3: fills by their events, which carry both assets as encoded data.</summary>
/// <remarks>
/// By calls alone they are not derivable: the exchange fills in loops that make no call of their own.
/// </remarks>
internal sealed class ZeroExLegacy : FactFamily
{
    private static readonly uint Erc20Data = (uint)SignatureTable.KeyOf("ERC20Token(address)", isOfCalls: true);

    public override void Register(SignatureTable calls, SignatureTable logs)
    {
        logs.Mean("Fill(address,address,address,address,uint256,uint256,uint256,uint256,bytes32,bytes,bytes)",
            static (x, log) => OnFill(x, log, made: 2, makerAsset: 6));
        logs.Mean("Fill(address,address,bytes,bytes,bytes,bytes,bytes32,address,address,uint256,uint256,"
            + "uint256,uint256,uint256)", static (x, log) => OnFill(x, log, made: 6, makerAsset: 0));
    }

    private static void OnFill(Extraction x, int log, int made, int makerAsset)
    {
        BlockData data = x.Data;
        if (data.Logs.TopicCount[log] != 4) return;

        AccountId tokenOut = TokenOf(x, log, makerAsset), tokenIn = TokenOf(x, log, makerAsset + 1);
        if (tokenIn.IsNone || tokenOut.IsNone) return;
        if (data.DataWord(log, made).IsZero && data.DataWord(log, made + 1).IsZero) return;

        ref Swap swap = ref SwapFlows.Add(
            x, SwapVenue.ZeroEx, data.Logs.Address[log], x.FrameOfLog(log), log);
        (swap.Holder, swap.Recipient) = (data.TopicAccount(log, 1), swap.Sender);
        (swap.TokenIn, swap.TokenOut) = (tokenIn, tokenOut);
        swap.AmountIn = swap.AmountReceived = data.DataWord(log, made + 1);
        swap.AmountOut = data.DataWord(log, made);
    }

    // Asset data: the selector of a proxy, then the token's address as a word.
    private static AccountId TokenOf(Extraction x, int log, int word)
    {
        HexSlice data = x.Logs.Data[log];
        if (!x.TryOffset(data, 0, 32 * word, out int start)) return AccountId.None;
        if (!x.Data.TryWord(data, start + 32, out UInt256 head)) return AccountId.None;

        Span<byte> bytes = stackalloc byte[UInt256.SizeBytes];
        head.CopyTo(bytes);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes) == Erc20Data
            ? x.Data.AccountAt(data, start + 36)
            : AccountId.None;
    }
}
