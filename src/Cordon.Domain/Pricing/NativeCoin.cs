using System.Collections.Frozen;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Domain.Pricing;

/// <summary>The coin that a chain pays fees in, and the token that wraps it one to one.</summary>
/// <remarks>Public infrastructure, the same for everybody on a chain; on chains that are not listed the wrapper is
/// learnt from the wrapping that a block shows.</remarks>
public static class NativeCoin
{
    private const string OptimismStack = "0x4200000000000000000000000000000000000006";

    private static readonly FrozenDictionary<ulong, (string Symbol, Address Wrapper)> ByChain =
        new Dictionary<ulong, (string, Address)>
        {
            [1] = ("ETH", Address.Parse("0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2")),
            [10] = ("ETH", Address.Parse(OptimismStack)),
            [25] = ("CRO", Address.Parse("0x5c7f8a570d578ed84e63fdfa7b1ee72deae1ae23")),
            [56] = ("BNB", Address.Parse("0xbb4cdb9cbd36b01bd1cbaebf2de08d9173bc095c")),
            [66] = ("OKT", Address.Parse("0x8f8526dbfd6e38e3d8307702ca8469bae6c56c15")),
            [100] = ("xDAI", Address.Parse("0xe91d153e0b41518a2ce8dd3d7944fa863463a97d")),
            [128] = ("HT", Address.Parse("0x5545153ccfca01fbd7dd11c0b23ba694d9509a6f")),
            [137] = ("POL", Address.Parse("0x0d500b1d8e8ef31e21c99d1db9a6444d3adf1270")),
            [204] = ("BNB", Address.Parse(OptimismStack)),
            [250] = ("FTM", Address.Parse("0x21be370d5312f44cb42ce377bc9b8a0cef1a4c83")),
            [324] = ("ETH", Address.Parse("0x5aea5775959fbc2557cc8789bc1bf90a239d9a91")),
            [1284] = ("GLMR", Address.Parse("0xacc15dc74880c9944775448304b263d191c6077f")),
            [1285] = ("MOVR", Address.Parse("0x98878b06940ae243284ca214f92bb71a2b032b8a")),
            [5000] = ("MNT", Address.Parse("0x78c1b0c915c4faa5fffa6cabf0219da63d7f4cb8")),
            [8453] = ("ETH", Address.Parse(OptimismStack)),
            [34443] = ("ETH", Address.Parse(OptimismStack)),
            [42161] = ("ETH", Address.Parse("0x82af49447d8a07e3bd95bd0d56f35241523fbab1")),
            [43114] = ("AVAX", Address.Parse("0xb31f66aa3c1e785363f0875a1b74e27b85fd66c7")),
            [59144] = ("ETH", Address.Parse("0xe5d7c2a44ffddf6b295a15c148167daaaf5cf34f")),
            [81457] = ("ETH", Address.Parse("0x4300000000000000000000000000000000000004")),
            [534352] = ("ETH", Address.Parse("0x5300000000000000000000000000000000000004")),
            [1313161554] = ("ETH", Address.Parse("0xc9bdeed33cd01541e1eed10f90519d2c06fe3feb")),
            [1666600000] = ("ONE", Address.Parse("0xcf664087a5bb0237a0bad6742852ec6c8d69a27a")),
        }.ToFrozenDictionary();

    /// <summary>The coin's symbol, ETH where the chain is not listed.</summary>
    public static string SymbolOf(ulong chain) => ByChain.TryGetValue(chain, out var coin) ? coin.Symbol : "ETH";

    /// <summary>The wrapper in a block, None where the block neither names nor shows one.</summary>
    /// <remarks>Where it must be learnt, one counts: the one that most transactions use. A contract that mints itself
    /// for a coin once, to be taken for the coin, does not become it. O(wraps x wrappers).</remarks>
    internal static AccountId WrapperIn(BlockFacts block, WrapperCounts counts)
    {
        if (ByChain.TryGetValue(block.Data.ChainId, out (string Symbol, Address Wrapper) coin))
            return block.Data.Accounts.TryFind(coin.Wrapper, out AccountId id) ? id : AccountId.None;

        counts.Clear();
        foreach (ref readonly Transfer transfer in block.Transfers.Rows)
        {
            if (transfer.Kind is TransferKind.Wrap or TransferKind.Unwrap) counts.Add(transfer.Asset, transfer.Tx);
        }

        return counts.Most;
    }
}
