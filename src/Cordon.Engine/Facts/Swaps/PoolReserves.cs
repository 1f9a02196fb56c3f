using Cordon.Domain.Blocks;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts;

/// <summary>What a two-token pool holds, as it last counted it.</summary>
internal struct PoolReserves
{
    public AccountId Token0;
    public AccountId Token1;
    public UInt256 Reserve0;
    public UInt256 Reserve1;
    public bool HasTokens;
    public bool HasReserves;

    /// <summary>The row after the frame at whose end they were counted: what the pool answers within is older.
    /// </summary>
    public int CountedUntil;
}
