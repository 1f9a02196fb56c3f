using System.IO.Compression;
using Cordon.Ethereum.Rpc;
using Cordon.Ethereum.Rpc.Json;

namespace Cordon.RpcServer.Chain;

/// <summary>One block file, split into what the methods of a node return.</summary>
internal sealed class RecordedBlock
{
    private RecordedBlock(ulong chainId, RecordedJson block, RecordedJson? receipts, RecordedJson? traces)
    {
        (ChainId, Block, Receipts, Traces) = (chainId, block, receipts, traces);
        Header = BlockHeader.Read(block.Json.Span);
        HasCallTracerTraces = traces is not null && traces.Json.Span.IndexOf("\"action\":"u8) is < 0 or > 200;
        Transactions = receipts is null ? [] : [.. HashesIn(receipts.Json.Span)];
    }

    public ulong ChainId { get; }

    public RecordedJson Block { get; }

    public RecordedJson? Receipts { get; }

    public RecordedJson? Traces { get; }

    public BlockHeader Header { get; }

    /// <summary>Whether the traces are geth's; otherwise they are Parity's.</summary>
    public bool HasCallTracerTraces { get; }

    /// <summary>Transaction hashes, in the order of the receipts.</summary>
    public IReadOnlyList<string> Transactions { get; }

    public static RecordedBlock Load(string path)
    {
        byte[] json = Read(path);
        ulong chainId = 0;
        RecordedJson? block = null, receipts = null, traces = null;
        JsonSlices members = JsonSlices.OfObject(json);
        while (members.Next())
        {
            ReadOnlyMemory<byte> value = json.AsMemory(members.ValueStart, members.ValueLength);
            if (value.Span.SequenceEqual("null"u8)) continue;
            if (members.Name.SequenceEqual("chainId"u8)) chainId = ulong.Parse(members.Value);
            else if (members.Name.SequenceEqual("block"u8)) block = new RecordedJson(value, isBlock: true);
            else if (members.Name.SequenceEqual("receipts"u8)) receipts = new RecordedJson(value, isBlock: false);
            else if (members.Name.SequenceEqual("traces"u8)) traces = new RecordedJson(value, isBlock: false);
        }

        return block is null
            ? throw new InvalidDataException($"{path}: has no block.")
            : new RecordedBlock(chainId, block, receipts, traces);
    }

    private static byte[] Read(string path)
    {
        if (!path.EndsWith(".gz", StringComparison.Ordinal)) return File.ReadAllBytes(path);
        using var zipped = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var whole = new MemoryStream();
        zipped.CopyTo(whole);
        return whole.ToArray();
    }

    private static List<string> HashesIn(ReadOnlySpan<byte> receipts)
    {
        var hashes = new List<string>();
        JsonSlices elements = JsonSlices.OfArray(receipts);
        while (elements.Next())
        {
            JsonSlices members = JsonSlices.OfObject(elements.Value);
            while (members.Next())
            {
                if (members.Name.SequenceEqual("transactionHash"u8))
                    hashes.Add(RpcValue.Hash(members.Value, "transactionHash").ToString());
            }
        }

        return hashes;
    }
}
