namespace Cordon.Ethereum;

/// <summary>Whole values to and from RLP. For known shapes, reader and writer are cheaper.</summary>
/// <remarks>Ethereum yellow paper, appendix B. Only the one canonical encoding of a value is accepted.</remarks>
public static class Rlp
{
    private const int DepthCeiling = 256;

    public static byte[] Encode(RlpItem item)
    {
        var writer = new RlpWriter();
        Write(writer, item);
        return writer.ToArray();
    }

    /// <summary>Decodes exactly one value; nothing may follow it.</summary>
    /// <exception cref="RlpException">The input is not canonical RLP or exceeds a limit.</exception>
    public static RlpItem Decode(ReadOnlySpan<byte> input, RlpLimits? limits = null)
    {
        limits ??= RlpLimits.Default;
        if (input.Length > limits.SizeBytesMax)
            throw new RlpException($"{input.Length} bytes exceed the limit of {limits.SizeBytesMax}.", 0);

        var reader = new RlpReader(input);
        int items = 0;
        RlpItem item = Read(ref reader, limits, depth: 0, ref items);
        reader.ExpectEnd();
        return item;
    }

    private static RlpItem Read(ref RlpReader reader, RlpLimits limits, int depth, ref int items)
    {
        int position = reader.Position;
        if (++items > limits.ItemsMax)
            throw new RlpException($"more than {limits.ItemsMax} items.", position);
        if (!reader.IsAtList) return new RlpItem(reader.ReadBytes().ToArray());
        if (depth >= Math.Min(limits.DepthMax, DepthCeiling))
            throw new RlpException($"lists nested deeper than {limits.DepthMax}.", position);

        var children = new List<RlpItem>();
        RlpReader list = reader.ReadList();
        while (!list.IsAtEnd) children.Add(Read(ref list, limits, depth + 1, ref items));
        return new RlpItem(children);
    }

    private static void Write(RlpWriter writer, RlpItem item)
    {
        if (!item.IsList)
        {
            writer.Write(item.Bytes);
            return;
        }

        int list = writer.BeginList();
        foreach (RlpItem child in item.Items) Write(writer, child);
        writer.EndList(list);
    }
}
