namespace Cordon.Engine.Pending;

/// <summary>What a first look at a pending transaction says, most urgent first: the order of simulation when there are
/// more than can be simulated.</summary>
public enum PendingRank
{
    /// <summary>Calls a protected contract, or names one in its arguments.</summary>
    Protected,

    /// <summary>Creates a contract or takes a flash loan.</summary>
    Suspicious,

    /// <summary>Calls something else.</summary>
    Contract,

    /// <summary>Calls what every wallet calls: a token's transfer or approval. Last, not never: an attacker may give
    /// its function any name.</summary>
    Routine,

    /// <summary>Sends ether without data; simulated only where code receives it.</summary>
    Plain,
}
