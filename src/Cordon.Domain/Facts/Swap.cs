using Cordon.Domain.Blocks;
using Cordon.Ethereum;

namespace Cordon.Domain.Facts;

/// <summary>One trade against one pool.</summary>
public struct Swap
{
    public int Tx;

    /// <summary>The pool's frame, -1 where only receipts are known.</summary>
    public int Call;
    public int Log;
    public SwapVenue Venue;

    /// <summary>The pool contract; where one contract runs many pools (Uniswap V4, 0x) that contract.</summary>
    public AccountId Pool;

    /// <summary>Who holds the pool's assets: the pool, or the vault, manager or maker behind it.</summary>
    public AccountId Holder;

    /// <summary>Which pool of the contract (Uniswap V4, Balancer V2), else zero.</summary>
    public UInt256 PoolId;

    /// <summary>Who called the pool: a router, a bot, a person.</summary>
    public AccountId Sender;
    public AccountId Recipient;
    public AccountId TokenIn;
    public AccountId TokenOut;

    /// <summary>What was sent to the pool; a token that taxes its transfers delivers less.</summary>
    public UInt256 AmountIn;

    /// <summary>What the pool counted as received; below AmountIn by the token's tax.</summary>
    public UInt256 AmountReceived;

    public UInt256 AmountOut;

    /// <summary>The pool's holdings of TokenIn after the trade, zero where not derivable.</summary>
    public UInt256 ReserveIn;

    /// <summary>The pool's holdings of TokenOut after the trade, zero where not derivable.</summary>
    public UInt256 ReserveOut;

    /// <summary>Uniswap V3/V4: square root of the price (token1 per token0) after the trade,
    /// Q64.96; else zero.</summary>
    public UInt256 SqrtPriceAfter;
}
