using System.Buffers;
using System.Text;
using Cordon.Ethereum.Rpc.Json;

namespace Cordon.RpcServer.Serving;

/// <summary>Turns a full block into the shorter forms a node returns.</summary>
internal static class BlockShape
{
    /// <summary>The block with other transactions, or with none at all when <paramref name="transactions"/> is null.
    /// </summary>
    public static byte[] WithTransactions(ReadOnlySpan<byte> block, string? transactions)
    {
        var shaped = new ArrayBufferWriter<byte>();
        shaped.Write("{"u8);
        JsonSlices members = JsonSlices.OfObject(block);
        while (members.Next())
        {
            if (members.Name.SequenceEqual("transactions"u8)) continue;
            if (shaped.WrittenCount > 1) shaped.Write(","u8);
            shaped.Write("\""u8);
            shaped.Write(members.Name);
            shaped.Write("\":"u8);
            shaped.Write(members.Value);
        }

        if (transactions is not null) shaped.Write(Encoding.UTF8.GetBytes($",\"transactions\":{transactions}"));
        shaped.Write("}"u8);
        return shaped.WrittenSpan.ToArray();
    }
}
