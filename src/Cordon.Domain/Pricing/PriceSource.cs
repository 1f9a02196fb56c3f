namespace Cordon.Domain.Pricing;

/// <summary>Where a price came from, the most trustworthy first.</summary>
public enum PriceSource : byte
{
    /// <summary>The native coin or its wrapper: one by definition.</summary>
    Numeraire,

    /// <summary>A price file that the user gave.</summary>
    File,

    /// <summary>Trades of earlier transactions of the block.</summary>
    TradesBefore,

    /// <summary>Trades of later transactions of the block: after what is judged may have moved them.</summary>
    TradesAfter,

    /// <summary>Trades of the judged transaction itself, which its sender could shape.</summary>
    OwnTrades,

    /// <summary>No price: nothing is guessed.</summary>
    None,
}
