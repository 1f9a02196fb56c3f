namespace Cordon.Ethereum.Rpc;

/// <summary>How requests reach a node, the farthest kind first; the nearest is preferred.</summary>
public enum RpcTransportKind
{
    /// <summary>One request, one answer; no subscriptions.</summary>
    Http,

    /// <summary>A WebSocket; subscriptions are possible.</summary>
    WebSocket,

    /// <summary>A Unix domain socket on this machine; subscriptions are possible.</summary>
    Ipc,
}
