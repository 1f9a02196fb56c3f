using Cordon.Domain.Blocks;
using Cordon.Ethereum;

namespace Cordon.Domain.Facts;

/// <summary>A contract created or destroyed.</summary>
public struct ContractChange
{
    public int Tx;
    public int Call;
    public bool IsCreated;
    public AccountId Contract;

    /// <summary>Who created it; who receives what it held when it is destroyed.</summary>
    public AccountId Counterparty;

    /// <summary>Value sent in or out, in wei.</summary>
    public UInt256 Value;

    /// <summary>The deployed code, empty where the source does not give it or on destruction.</summary>
    public HexSlice Code;
}
