using Cordon.Domain.Blocks;
using Cordon.Engine.Sources.Node;
using Cordon.Ethereum.Rpc;

namespace Cordon.Engine.Recording;

/// <summary>Writes a node's blocks into a folder, one file each, in the format that a scan reads.</summary>
/// <remarks>
/// A run takes up where an earlier one was interrupted: files that are complete, correct and fit the chain are kept.
/// Each block is verified before it is written: its format, its link to the block before, one receipt and one trace for
/// each transaction, and the sum of gas. After a reorganisation, files of the old branch are replaced.
/// </remarks>
public sealed class BlockRecorder
{
    private readonly IRpcCaller _node;
    private readonly RecordOptions _options;
    private readonly TimeProvider _time;
    private readonly RecordingFolder _folder;
    private readonly DeliveredChain _chain;
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private ulong? _last;
    private long _written;
    private long _skipped;
    private long _bytes;

    public BlockRecorder(IRpcCaller node, RecordOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_node, _options, _time) = (node, options, time ?? TimeProvider.System);
        _folder = new RecordingFolder(options.Folder, options.Compression);
        _chain = new DeliveredChain(options.Source.ReorgDepthMax);
    }

    /// <summary>Records until the selection ends, or until cancelled while following; returns the last progress.
    /// </summary>
    /// <exception cref="NodeSourceException">The node stopped delivering.</exception>
    /// <exception cref="BlockFormatException">A block of the node is not whole.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public async Task<RecordProgress> RunAsync(CancellationToken cancellation = default)
    {
        _folder.Prepare();
        (ulong first, ulong last) = await ResolveAsync(cancellation);
        _last = _options.Blocks.Follows ? null : last;
        ulong next = first;
        while (next <= last)
        {
            if (FindFitting(next) is { } kept)
            {
                Keep(kept);
                next++;
                continue;
            }

            ulong end = EndOfGap(next, last);
            await RecordAsync(new BlockSelection(next, end, Follows: false), cancellation);
            next = end + 1;
        }

        if (_options.Blocks.Follows) await RecordAsync(new BlockSelection(next, null, Follows: true), cancellation);
        return Progress(_chain.Tip ?? first);
    }

    private async Task<(ulong First, ulong Last)> ResolveAsync(CancellationToken cancellation)
    {
        (ulong? from, ulong? to, bool follows) = _options.Blocks;
        if (from is { } first && to is { } last) return (first, last);
        try
        {
            ulong head = await _node.BlockNumberAsync(cancellation);
            if (from > head && !follows)
                throw new NodeSourceException(from.Value, $"the newest block is {head}. Begin there or earlier.");
            return (from ?? head, to ?? head);
        }
        catch (RpcException e)
        {
            throw new NodeSourceException(from ?? 0, e.Message, e);
        }
    }

    private BlockHeader? FindFitting(ulong number) =>
        _folder.Find(number) is { } found && _chain.Accepts(found) ? found : null;

    // A gap ends before the next file there is; whether that one is any good shows when its turn comes.
    private ulong EndOfGap(ulong start, ulong last)
    {
        ulong end = start;
        while (end < last && !File.Exists(_folder.PathOf(end + 1))) end++;
        return end;
    }

    private async Task RecordAsync(BlockSelection blocks, CancellationToken cancellation)
    {
        var source = new NodeBlockSource(_node, blocks, _options.Source, _time, Tell, _chain.Headers);
        await foreach (RawBlock block in source.ReadAsync(cancellation))
        {
            using (block)
            {
                _chain.Add(_folder.Write(block));
                _written++;
                _bytes += block.Bytes.Length;
            }

            _options.OnProgress?.Invoke(Progress(_chain.Tip!.Value));
        }
    }

    private void Keep(BlockHeader header)
    {
        _chain.Add(header);
        _skipped++;
        _options.OnProgress?.Invoke(Progress(header.Number));
    }

    private void Tell(BlindReport report)
    {
        if (_told.Add(report.Missing)) _options.OnBlind?.Invoke(report); // each gap has a source of its own
    }

    private RecordProgress Progress(ulong number) => new(number, _last, _written, _skipped, _bytes);
}
