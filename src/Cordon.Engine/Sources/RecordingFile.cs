using System.IO.Compression;
using Cordon.Domain.Blocks;

namespace Cordon.Engine.Sources;

/// <summary>
/// Cuts one input, compressed or not, into blocks; holds one block's bytes and a read-ahead, never the file.
/// </summary>
internal sealed class RecordingFile : IDisposable
{
    private const int FirstBytes = 1 << 16;
    private const int ReadAheadBytes = 1 << 18;

    private static ReadOnlySpan<byte> GzipMagic => [0x1f, 0x8b];

    private readonly Stream _text;
    private readonly string _path;
    private readonly FileSourceOptions _options;
    private readonly StreamOrder _order;
    private readonly int _sizeHint;
    private RecordingLayout _layout;
    private PooledBytes? _ahead;
    private int _searched;
    private int _line;
    private long _read;
    private bool _isAtEnd; // of the text
    private bool _isOver; // no block follows

    public RecordingFile(Stream stored, string path, RecordingLayout layout, FileSourceOptions options)
    {
        (_path, _layout, _options) = (path, layout, options);
        _order = new StreamOrder(options.GapsAllowed);
        _text = Decompressed(stored);

        // Recordings compress about eight times; a wrong guess costs one copy.
        long likely = stored.CanSeek ? stored.Length * (_text is GZipStream ? 8 : 1) : FirstBytes;
        _sizeHint = (int)Math.Clamp(likely + 1, FirstBytes, 1 << 24);
    }

    /// <summary>The text of a file, which tells by its first bytes whether it is compressed.</summary>
    public static Stream Decompressed(Stream stored)
    {
        byte[] start = new byte[GzipMagic.Length];
        int known = stored.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        Stream whole = new JoinedStream(new MemoryStream(start, 0, known), stored);
        return start.AsSpan().SequenceEqual(GzipMagic)
            ? new GZipStream(GzipEnd.Append(whole), CompressionMode.Decompress)
            : whole;
    }

    /// <summary>Reads the one block that the input is.</summary>
    /// <exception cref="BlockFormatException">The compression is broken, the block is too large, or there is none.
    /// </exception>
    public BlockBytes ReadWhole() => ReadWhole(new PooledBytes(_sizeHint));

    /// <summary>Returns the next of several blocks, null at the end.</summary>
    /// <exception cref="BlockFormatException">The compression is broken, a block is too large, or out of
    /// order.</exception>
    public RawBlock? Next()
    {
        if (_isOver) return null;
        return NextLine();
    }

    public void Dispose()
    {
        _ahead?.Dispose();
        _text.Dispose();
    }

    private BlockBytes ReadWhole(PooledBytes bytes)
    {
        try
        {
            while (Read(bytes)) RefuseIfTooLarge(bytes.Length, _path);

            _isOver = true;
            if (IsBlank(bytes.Written)) throw Problem(_path, "block object", "the file is empty, expected a block");
            return new BlockBytes(bytes, bytes.Length);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    private RawBlock? NextLine()
    {
        _ahead ??= new PooledBytes(ReadAheadBytes);
        while (true)
        {
            int end = _ahead.Written[_searched..].IndexOf((byte)'\n');
            _searched = end < 0 ? _ahead.Length : _searched + end;
            RefuseIfTooLarge(_searched, $"{_path}:{_line + 1}");
            if (end < 0 && Read(_ahead)) continue;
            _searched = Math.Min(_searched, _ahead.Length); // the end mark is gone

            if (_layout == RecordingLayout.Detect && DetectWhole()) return RestAsWhole();
            RawBlock? block = TakeLine(_searched);
            _ahead.Consume(Math.Min(_searched + 1, _ahead.Length));
            _searched = 0;
            _isOver = end < 0;
            if (block is not null || _isOver) return block;
        }
    }

    // A first line that is no object of its own begins a block written over several lines.
    private bool DetectWhole()
    {
        ReadOnlySpan<byte> first = _ahead!.Written[.._searched];
        if (IsBlank(first)) return false;
        _layout = ObjectEnd.Closes(first) ? RecordingLayout.Lines : RecordingLayout.Whole;
        return _layout == RecordingLayout.Whole;
    }

    private RawBlock RestAsWhole()
    {
        PooledBytes bytes = _ahead!;
        _ahead = null;
        return new RawBlock(ReadWhole(bytes), _path);
    }

    private RawBlock? TakeLine(int length)
    {
        _line++;
        ReadOnlySpan<byte> line = _ahead!.Written[..length];
        if (IsBlank(line)) return null;
        string origin = $"{_path}:{_line}";
        _order.Check(line, origin);
        PooledBytes bytes = new(length);
        bytes.Append(line);
        return new RawBlock(new BlockBytes(bytes, length), origin);
    }

    private bool Read(PooledBytes bytes)
    {
        if (_isAtEnd) return false;
        int before = bytes.Length;
        try
        {
            bool more = bytes.ReadFrom(_text, _options.BlockBytesMax + GzipEnd.Mark.Length + 1);
            _read += bytes.Length - before;
            _isAtEnd = !more;
            if (_isAtEnd && _text is GZipStream && !bytes.TryTrimEnd(GzipEnd.Mark)) throw Damaged(null);
            return more;
        }
        catch (InvalidDataException broken)
        {
            throw Damaged(broken);
        }
    }

    private static bool IsBlank(ReadOnlySpan<byte> text) => text.TrimStart(" \t\r\n"u8).IsEmpty;

    private void RefuseIfTooLarge(int length, string origin)
    {
        if (length <= _options.BlockBytesMax + (_text is GZipStream ? GzipEnd.Mark.Length : 0)) return;
        throw Problem(origin, "block object",
            $"larger than {_options.BlockBytesMax} bytes, the most that a block may have");
    }

    private BlockFormatException Damaged(InvalidDataException? cause) => Problem(_path, "gzip",
        $"cut off or damaged after about {_read} decompressed bytes{(cause is null ? "" : $" ({cause.Message})")}");

    private static BlockFormatException Problem(string origin, string path, string problem) =>
        new(origin, -1, path, problem);
}
