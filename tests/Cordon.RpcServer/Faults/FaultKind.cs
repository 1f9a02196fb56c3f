namespace Cordon.RpcServer.Faults;

/// <summary>Ways in which a server misbehaves.</summary>
public enum FaultKind
{
    /// <summary>Answers after <see cref="Fault.Duration"/>.</summary>
    Delay,

    /// <summary>HTTP 429 with Retry-After of <see cref="Fault.Duration"/>; JSON-RPC error -32005 on sockets.</summary>
    TooManyRequests,

    /// <summary>HTTP 200 with a web page.</summary>
    Html,

    /// <summary>The first half of the answer, then the connection closes.</summary>
    HalfResponse,

    /// <summary>No answer, ever.</summary>
    Hang,

    /// <summary>The connection closes without an answer.</summary>
    Disconnect,

    /// <summary>HTTP 500 with <see cref="Fault.Text"/>.</summary>
    ServerError,

    /// <summary>A JSON-RPC error with code <see cref="Fault.Amount"/> (negated) and <see cref="Fault.Text"/>.</summary>
    NodeError,

    /// <summary>eth_chainId answers <see cref="Fault.Amount"/>.</summary>
    OtherChain,

    /// <summary>A block <see cref="Fault.Amount"/> lower than the one asked for.</summary>
    OldBlock,

    /// <summary>eth_blockNumber is <see cref="Fault.Amount"/> too low.</summary>
    LaggingHead,

    /// <summary>One hex digit of log <see cref="Fault.LogIndex"/> of receipt <see cref="Fault.Index"/> is wrong.
    /// </summary>
    LieAboutLog,

    /// <summary>Receipt <see cref="Fault.Index"/> is missing.</summary>
    DropReceipt,

    /// <summary>The result is replaced by <see cref="Fault.Text"/>, which must be JSON.</summary>
    Replace,
}
