namespace Cordon.Arena.Nodes;

/// <summary>How the node orders the transactions of a block.</summary>
public enum TransactionOrder
{
    /// <summary>By what they pay per gas, as builders do.</summary>
    Fees,

    /// <summary>As they came.</summary>
    Fifo,
}
