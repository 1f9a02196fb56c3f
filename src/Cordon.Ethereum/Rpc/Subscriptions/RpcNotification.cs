namespace Cordon.Ethereum.Rpc.Subscriptions;

/// <summary>Something a subscription has to say: a value, or that values were or may have been missed.</summary>
/// <param name="Kind">What this is.</param>
/// <param name="Value">The undecoded value, which the reader disposes; null unless <see cref="Kind"/> is Value.</param>
/// <param name="Reason">Why values are missing; empty for a value.</param>
public sealed record RpcNotification(RpcNotificationKind Kind, RpcPayload? Value, string Reason);
