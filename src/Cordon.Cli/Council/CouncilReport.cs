using Cordon.Cli.Council.Decoding;
using Cordon.Cli.Council.Signing;
using Cordon.Cli.Council.Simulation;
using Cordon.Ethereum;

namespace Cordon.Cli.Council;

/// <summary>Everything a council member should know before signing.</summary>
internal sealed record CouncilReport
{
    public required ulong Chain { get; init; }

    public required SafeTransaction Transaction { get; init; }

    public required SafeState Safe { get; init; }

    /// <summary>The hash to sign, worked out here.</summary>
    public required Hash256 Hash { get; init; }

    /// <summary>Where the transaction was executed; null for one that is only proposed.</summary>
    public Hash256? ExecutedIn { get; init; }

    public required DecodedCall Call { get; init; }

    public required IReadOnlyList<SignatureFinding> Signatures { get; init; }

    public required SimulationOutcome Simulation { get; init; }

    /// <summary>The gravest first.</summary>
    public required IReadOnlyList<Remark> Remarks { get; init; }

    /// <summary>Owners who validly signed.</summary>
    public int Signed => Signatures.Where(found => found.Counts).Select(found => found.Owner).Distinct().Count();

    public bool ReachesThreshold => !Safe.Threshold.IsZero && (UInt256)(ulong)Signed >= Safe.Threshold;

    /// <summary>Transactions that must be executed before this one; null where its nonce was used already.</summary>
    public UInt256? Ahead => Transaction.Nonce >= Safe.Nonce ? Transaction.Nonce - Safe.Nonce : null;

    /// <summary>Whether nothing speaks against signing.</summary>
    public bool IsClean => Remarks.All(remark => remark.Gravity != Gravity.Danger);
}
