using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Detection.Flows;

/// <summary>Finds the token that wraps the chain's native coin one to one.</summary>
/// <remarks>Public infrastructure, the same for everybody on a chain;
/// elsewhere it is learnt from wrapping seen.</remarks>
public static class NativeWrapper
{
    private static readonly Dictionary<ulong, Address> ByChain = new()
    {
        [1] = Address.Parse("0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2"),
        [10] = Address.Parse("0x4200000000000000000000000000000000000006"),
        [56] = Address.Parse("0xbb4cdb9cbd36b01bd1cbaebf2de08d9173bc095c"),
        [100] = Address.Parse("0xe91d153e0b41518a2ce8dd3d7944fa863463a97d"),
        [137] = Address.Parse("0x0d500b1d8e8ef31e21c99d1db9a6444d3adf1270"),
        [250] = Address.Parse("0x21be370d5312f44cb42ce377bc9b8a0cef1a4c83"),
        [8453] = Address.Parse("0x4200000000000000000000000000000000000006"),
        [42161] = Address.Parse("0x82af49447d8a07e3bd95bd0d56f35241523fbab1"),
        [43114] = Address.Parse("0xb31f66aa3c1e785363f0875a1b74e27b85fd66c7"),
    };

    /// <summary>The wrapper, None where the block neither names nor shows one.</summary>
    public static AccountId Of(BlockFacts block)
    {
        if (ByChain.TryGetValue(block.Data.ChainId, out Address known))
            return block.Data.Accounts.TryFind(known, out AccountId id) ? id : AccountId.None;

        foreach (ref readonly Transfer transfer in block.Transfers.Rows)
        {
            if (transfer.Kind is TransferKind.Wrap or TransferKind.Unwrap) return transfer.Asset;
        }

        return AccountId.None;
    }
}
