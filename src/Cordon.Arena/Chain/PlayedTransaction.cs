using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Arena.Chain;

/// <summary>A transaction that was sent: the truth that findings are compared with.</summary>
/// <param name="Hash">Its hash.</param>
/// <param name="Scenario">Name of the scenario it belongs to.</param>
/// <param name="Role">What it was.</param>
/// <param name="Title">Who did what, in a few words.</param>
public sealed record PlayedTransaction(Hash256 Hash, string Scenario, TransactionRole Role, string Title)
{
    /// <summary>Whether it creates or calls a contract: ether that is merely sent is nothing to look at.</summary>
    public bool RunsCode { get; internal set; }

    /// <summary>When others could first see it, in the chain's monotonic time; null before.</summary>
    public long? SeenAt { get; internal set; }

    /// <summary>What became of it; null while it is in no block.</summary>
    public TransactionReceipt? Receipt { get; internal set; }

    /// <summary>Whether it is in a block and did what it was sent for.</summary>
    public bool Succeeded => Receipt is { Succeeded: true };
}
