namespace Cordon.Cli.Scanning;

/// <summary>A file that grows by whole lines, so that it can be read while it is written.</summary>
/// <remarks>What it held before goes with the first lines; a command that fails before them leaves it alone.</remarks>
internal sealed class LineStream(FileStream file) : Stream
{
    private readonly MemoryStream _pending = new();
    private bool _isDiscarding;

    /// <summary>True once lines have been handed on.</summary>
    public bool HasWritten { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Leaves out everything from here on: what was written last may be half of something.</summary>
    public void Discard() => _isDiscarding = true;

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer) => _pending.Write(buffer);

    /// <summary>Hands on the lines that have ended.</summary>
    public override void Flush()
    {
        ReadOnlySpan<byte> pending = _pending.GetBuffer().AsSpan(0, (int)_pending.Length);
        int end = pending.LastIndexOf((byte)'\n') + 1;
        if (_isDiscarding || end == 0) return;

        Begin();
        file.Write(pending[..end]);
        file.Flush();
        byte[] rest = pending[end..].ToArray();
        _pending.SetLength(0);
        _pending.Write(rest);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing) return;
        Flush();
        if (!_isDiscarding) Begin(); // nothing found is an empty file
        file.Dispose();
        _pending.Dispose();
    }

    private void Begin()
    {
        if (!HasWritten && file.CanSeek) file.SetLength(0);
        HasWritten = true;
    }
}
