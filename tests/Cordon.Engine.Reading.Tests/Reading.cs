using System.Text;
using Cordon.Domain.Blocks;

namespace Cordon.Engine.Reading.Tests;

/// <summary>Reads a recording that a test has written down, or is refused it.</summary>
internal static class Reading
{
    public static BlockData Read(string json, BlockReaderOptions? options = null)
    {
        BlockData block = new();
        new BlockReader(options).Read(Encoding.UTF8.GetBytes(json), "test.json", block);
        return block;
    }

    public static BlockFormatException Refusal(string json, BlockReaderOptions? options = null) =>
        Refusal(Encoding.UTF8.GetBytes(json), options);

    public static BlockFormatException Refusal(byte[] json, BlockReaderOptions? options = null) =>
        Assert.Throws<BlockFormatException>(() => new BlockReader(options).Read(json, "test.json", new BlockData()));
}
