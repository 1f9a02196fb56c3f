namespace Cordon.Ethereum.Rpc.Subscriptions;

/// <summary>What a subscription reports.</summary>
public enum RpcNotificationKind
{
    /// <summary>A head, a log or a transaction hash.</summary>
    Value,

    /// <summary>The connection is lost; from now on the subscription is blind until <see cref="Resumed"/>.</summary>
    Lost,

    /// <summary>Subscribed again: fetch what was missed since <see cref="Lost"/>.</summary>
    Resumed,

    /// <summary>The reader was too slow and some values were dropped: fetch them.</summary>
    Dropped,
}
