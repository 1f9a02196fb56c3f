using Cordon.Ethereum;

namespace Cordon.Council.Tests;

/// <summary>Calls of MultiSend.</summary>
internal static class Batches
{
    public static byte[] Of(params (Address To, byte[] Data, bool IsDelegateCall)[] calls) =>
        Send([.. calls.SelectMany(call => Entry(call.To, call.Data, call.IsDelegateCall))]);

    public static byte[] Send(byte[] batch) => AbiFunction.Parse("multiSend(bytes calls)").EncodeCall(batch);

    private static byte[] Entry(Address to, byte[] data, bool isDelegateCall) =>
    [
        isDelegateCall ? (byte)1 : (byte)0, .. new Hash256(to.ToUInt256()).ToArray()[12..], .. new byte[32],
        .. new Hash256((UInt256)(ulong)data.Length).ToArray(), .. data,
    ];
}
