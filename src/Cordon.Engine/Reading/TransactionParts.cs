using Cordon.Domain.Blocks;

namespace Cordon.Engine.Reading;

/// <summary>What the sections of a recording said about one transaction, until the sections are joined.</summary>
internal struct TransactionParts
{
    public bool HasReceipt;
    public bool HasTrace;

    /// <summary>The receipt had a <c>logs</c> array, if only an empty one.</summary>
    public bool HasReceiptLogs;

    public bool KnowsTo;
    public bool KnowsValue;
    public bool KnowsInput;
    public RowRange ReceiptLogs;
    public RowRange TraceLogs;
}
