using Cordon.Domain.Blocks;
using Cordon.Ethereum;

namespace Cordon.Domain.Facts;

/// <summary>Liquidity added to or removed from a pool, one row an asset.</summary>
public struct LiquidityChange
{
    public int Tx;
    public int Call;
    public int Log;
    public SwapVenue Venue;
    public bool IsAdded;
    public AccountId Pool;
    public AccountId Provider;
    public AccountId Asset;
    public UInt256 Amount;
}
