using System.Buffers;
using Cordon.Domain.Blocks;

namespace Cordon.Domain.Tests.Blocks;

public class RawBlockTests
{
    [Fact]
    public void Bytes_are_those_given_as_far_as_they_are_used()
    {
        Memory memory = new([1, 2, 3, 4]);
        using RawBlock block = new(new BlockBytes(memory, 3), "a file");

        Assert.Equal([1, 2, 3], block.Bytes.ToArray());
        Assert.Equal("a file", block.Origin);
    }

    [Fact]
    public void A_block_that_is_not_in_memory_is_read_once_when_its_bytes_are_asked_for()
    {
        int read = 0;
        Memory memory = new([1, 2]);
        RawBlock block = new(() => new BlockBytes(memory, 1 + read++), "a file");
        Assert.Equal(0, read);

        Assert.Equal([1], block.Bytes.ToArray());
        Assert.Equal([1], block.Bytes.ToArray());

        Assert.Equal(1, read);
        block.Dispose();
        Assert.Equal(1, memory.Returned);
    }

    [Fact]
    public void A_reading_that_failed_is_tried_again_by_whoever_asks_again()
    {
        int read = 0;
        using RawBlock block = new(
            () => read++ == 0 ? throw new IOException("busy") : new BlockBytes(new Memory([7]), 1), "a file");

        Assert.Throws<IOException>(() => block.Bytes);
        Assert.Equal([7], block.Bytes.ToArray());
    }

    [Fact]
    public void A_block_that_nobody_asked_for_is_never_read()
    {
        int read = 0;
        RawBlock block = new(() => new BlockBytes(new Memory([1]), ++read), "a file");

        block.Dispose();

        Assert.Throws<ObjectDisposedException>(() => block.Bytes);
        Assert.Equal(0, read);
    }

    private sealed class Memory(byte[] bytes) : IMemoryOwner<byte>
    {
        public int Returned { get; private set; }

        Memory<byte> IMemoryOwner<byte>.Memory => bytes;

        public void Dispose() => Returned++;
    }
}
