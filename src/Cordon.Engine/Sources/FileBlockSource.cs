using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Cordon.Domain.Blocks;

namespace Cordon.Engine.Sources;

/// <summary>
/// Recorded blocks from .json, .json.gz, .jsonl and .jsonl.gz files, folders of them, or standard input (<c>-</c>).
/// </summary>
/// <remarks>
/// <para>Files come in ascending order of their first block, whatever order they are named in.</para>
/// <para>A file of one block is read and decompressed by whoever first asks for its bytes, so that several are read
/// beside each other. Files of several are read ahead by a thread: at most
/// <see cref="FileSourceOptions.PrefetchBlocks"/> + 2 blocks are in memory however long the input.</para>
/// </remarks>
public sealed class FileBlockSource : IBlockSource
{
    private readonly List<string> _files;
    private readonly FileSourceOptions _options;

    /// <param name="paths">Files, folders, or <c>-</c>.</param>
    /// <param name="options">Bounds and what is allowed.</param>
    /// <exception cref="FileNotFoundException">A path does not exist, or a folder holds no recording.</exception>
    /// <exception cref="ValidationException">An option is out of range.</exception>
    public FileBlockSource(IReadOnlyList<string> paths, FileSourceOptions? options = null)
    {
        _options = options ?? new FileSourceOptions();
        Validator.ValidateObject(_options, new ValidationContext(_options), validateAllProperties: true);
        _files = RecordingFiles.Ordered(paths);
    }

    /// <summary>The files in the order in which they are read.</summary>
    public IReadOnlyList<string> Files => _files;

    /// <inheritdoc/>
    /// <exception cref="IOException">A file can't be opened or read.</exception>
    public async IAsyncEnumerable<RawBlock> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (string file in _files)
        {
            cancellation.ThrowIfCancellationRequested();
            if (RecordingFiles.LayoutOf(file) == RecordingLayout.Whole)
                yield return new RawBlock(() => ReadWhole(file), file);
            else
                await foreach (RawBlock block in ReadAheadAsync(file, cancellation)) yield return block;
        }
    }

    private BlockBytes ReadWhole(string file)
    {
        using RecordingFile recording = Open(file);
        return recording.ReadWhole();
    }

    private async IAsyncEnumerable<RawBlock> ReadAheadAsync(
        string file, [EnumeratorCancellation] CancellationToken cancellation)
    {
        Channel<RawBlock> ready = Channel.CreateBounded<RawBlock>(
            new BoundedChannelOptions(_options.PrefetchBlocks) { SingleReader = true, SingleWriter = true });
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        CancellationToken stopped = stop.Token;
        Task reading = Task.Run(() => FillAsync(ready.Writer, file, stopped), CancellationToken.None);
        try
        {
            await foreach (RawBlock block in ready.Reader.ReadAllAsync(cancellation)) yield return block;
        }
        finally
        {
            await stop.CancelAsync();

            // A read of standard input can't be interrupted; its thread ends with the process.
            if (file != FileSourceOptions.StandardInputPath) await reading;
            while (ready.Reader.TryRead(out RawBlock? unread)) unread.Dispose();
        }
    }

    private async Task FillAsync(ChannelWriter<RawBlock> ready, string file, CancellationToken stopped)
    {
        try
        {
            using RecordingFile recording = Open(file);
            while (recording.Next() is { } block)
            {
                if (stopped.IsCancellationRequested || !await TryWriteAsync(ready, block, stopped))
                {
                    block.Dispose();
                    return;
                }
            }

            ready.Complete();
        }
        catch (Exception failure)
        {
            ready.Complete(failure); // whoever reads gets the blocks before it first
        }
    }

    private static async ValueTask<bool> TryWriteAsync(
        ChannelWriter<RawBlock> ready, RawBlock block, CancellationToken stopped)
    {
        try
        {
            await ready.WriteAsync(block, stopped);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private RecordingFile Open(string path) => path == FileSourceOptions.StandardInputPath
        ? new RecordingFile(_options.StandardInput(), "standard input", RecordingLayout.Detect, _options)
        : new RecordingFile(File.OpenRead(path), path, RecordingFiles.LayoutOf(path), _options);
}
