namespace Cordon.Ethereum.Rpc.Transport;

/// <summary>Why a channel ended, before it is known which calls that fails.</summary>
internal sealed class ChannelFault(RpcFailure failure, string what, Exception? inner = null) : Exception(what, inner)
{
    public RpcFailure Failure { get; } = failure;

    /// <summary>Bytes received of the message that broke off.</summary>
    public int ReceivedBytes { get; init; }
}
