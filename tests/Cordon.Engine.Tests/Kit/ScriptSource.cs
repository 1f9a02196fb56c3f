using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Cordon.Domain.Blocks;

namespace Cordon.Engine.Tests.Kit;

/// <summary>Delivers written blocks; counts how many raw buffers are out.</summary>
internal sealed class ScriptSource(IReadOnlyList<ScriptBlock> blocks) : IBlockSource
{
    private int _out;

    public int BuffersOut => Volatile.Read(ref _out);

    public int BuffersOutMax { get; private set; }

    public int Delivered { get; private set; }

    /// <summary>Called where a block's bytes are read, with its index: by whoever scans it, out of turn. Null for a
    /// source that has them at hand.</summary>
    public Action<int>? OnRead { get; init; }

    /// <summary>Thrown instead of the block with this index.</summary>
    public (int Index, Exception Failure)? FailAt { get; init; }

    public async IAsyncEnumerable<RawBlock> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        for (int i = 0; i < blocks.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (FailAt is { } fail && fail.Index == i) throw fail.Failure;
            if (i % 7 == 0) await Task.Yield();
            Delivered++;
            int index = i;
            yield return OnRead is null
                ? new RawBlock(Read(i), $"script:{i}") { Blind = blocks[i].Blind }
                : new RawBlock(() => Read(index), $"script:{i}") { Blind = blocks[i].Blind };
        }
    }

    private BlockBytes Read(int index)
    {
        OnRead?.Invoke(index);
        BuffersOutMax = Math.Max(BuffersOutMax, Interlocked.Increment(ref _out));
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, index);
        return new BlockBytes(new Owner(bytes, () => Interlocked.Decrement(ref _out)), bytes.Length);
    }

    private sealed class Owner(byte[] bytes, Action returned) : IMemoryOwner<byte>
    {
        private Action? _returned = returned;

        public Memory<byte> Memory => bytes;

        public void Dispose()
        {
            (_returned ?? throw new InvalidOperationException("a buffer was returned twice"))();
            _returned = null;
        }
    }
}
