using Cordon.Domain.Blocks;
using Cordon.Ethereum;

namespace Cordon.Domain.Facts;

/// <summary>A price published by, or read from, an oracle.</summary>
public struct OracleAnswer
{
    public int Tx;
    public int Call;
    public int Log;

    /// <summary>True where a contract read it, false where the oracle published it.</summary>
    public bool IsRead;

    /// <summary>True where the answer is a pool's present state, which a trade can move.</summary>
    public bool IsSpot;
    public AccountId Feed;

    /// <summary>Who read it, or who published it.</summary>
    public AccountId Account;

    /// <summary>The asset priced, where the call names it; else None.</summary>
    public AccountId Asset;

    /// <summary>Two's complement, in the feed's own decimals.</summary>
    public UInt256 Answer;

    /// <summary>The second number of a two-number answer (reserve 1), else zero.</summary>
    public UInt256 SecondAnswer;

    /// <summary>Seconds since 1970, 0 where the call does not say.</summary>
    public ulong UpdatedAt;
}
