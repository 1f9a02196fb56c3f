namespace Cordon.Economics.Governance;

/// <summary>Where votes can come from, and what they can take.</summary>
public sealed record VoteMarket
{
    /// <summary>Tokens in circulation.</summary>
    public required double Circulating { get; init; }

    public required double TokenPrice { get; init; }

    /// <summary>Share of the circulating tokens that votes no, from 0 to 1.</summary>
    public required double HonestTurnout { get; init; }

    /// <summary>Share of the circulating tokens that has to vote at all, from 0 to 1.</summary>
    public required double Quorum { get; init; }

    /// <summary>Share of the votes that has to be yes, at least 0, below 1.</summary>
    public required double PassThreshold { get; init; }

    public double LendableTokens { get; init; }

    /// <summary>Interest a year.</summary>
    public double BorrowApr { get; init; }

    /// <summary>Days that borrowed votes have to be held.</summary>
    public double VoteDays { get; init; }

    public double FlashAvailable { get; init; }

    /// <summary>Share of a flash loan, from 0 to 1.</summary>
    public double FlashFee { get; init; }

    /// <summary>True when weights are fixed before the proposal is known: flash loans then have no vote.</summary>
    public bool SnapshotBeforeProposal { get; init; }

    /// <summary>Tokens in the pool that sells them.</summary>
    public double AmmTokenReserve { get; init; }

    public double AmmQuoteReserve { get; init; }

    /// <summary>Share of what is paid in, at least 0, below 1.</summary>
    public double AmmFee { get; init; }

    public double Treasury { get; init; }

    /// <summary>Share of the treasury that a proposal can take, from 0 to 1.</summary>
    public double Extractable { get; init; } = 1;
}
