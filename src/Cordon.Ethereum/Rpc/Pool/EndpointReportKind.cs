namespace Cordon.Ethereum.Rpc.Pool;

/// <summary>What a pool noticed about its endpoints.</summary>
public enum EndpointReportKind
{
    /// <summary>An endpoint that worked has begun to fail.</summary>
    Failing,

    /// <summary>An endpoint that failed, lagged or served another chain is fine again.</summary>
    Recovered,

    /// <summary>An endpoint is too far behind the best one.</summary>
    Lagging,

    /// <summary>An endpoint serves another chain and is not asked.</summary>
    WrongChain,

    /// <summary>Endpoints answer differently about one block.</summary>
    Disagreement,
}
