using Cordon.Cli.Terminal;

namespace Cordon.Cli.Scanning;

/// <summary>A file that a command writes: one that needs its end stands under its name only once it is whole, one of
/// lines grows there.</summary>
/// <remarks>The former is written beside its place and moved there at the end. What cannot be moved over (a pipe,
/// /dev/stdout) is written directly.</remarks>
internal sealed class OutputFile : IDisposable
{
    private readonly string _path;
    private readonly string? _partial;
    private readonly bool _isNew;
    private bool _isComplete;

    private OutputFile(string path, string? partial, bool growsByLines)
    {
        (_path, _partial, _isNew) = (path, partial, !File.Exists(path));
        Stream = growsByLines
            ? new LineStream(new FileStream(
                path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0))
            : new BufferedStream(new FileStream(partial ?? path, FileMode.Create, FileAccess.Write), 1 << 16);
    }

    public Stream Stream { get; }

    /// <summary>Opens the file before any work is done, so that a wrong path is known at once.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="option">The option that named it, for the message.</param>
    /// <param name="growsByLines">True for a format of lines, which is of use before it is complete.</param>
    /// <exception cref="CommandException">The place cannot be written to.</exception>
    public static OutputFile Create(string path, string option, bool growsByLines = false)
    {
        bool isPlain = !File.Exists(path) || !File.GetAttributes(path).HasFlag(FileAttributes.Device);
        try
        {
            return new OutputFile(path, isPlain && !growsByLines ? path + ".partial" : null, growsByLines);
        }
        catch (DirectoryNotFoundException cause)
        {
            throw CommandException.BadInput($"{option}: {path}: the folder does not exist", cause);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw CommandException.Environment($"{option}: {path}: {cause.Message}", cause);
        }
    }

    /// <summary>Says that the command failed: lines keep those of the blocks before.</summary>
    public void Fail() => (Stream as LineStream)?.Discard();

    /// <summary>Puts the file in its place.</summary>
    public void Complete()
    {
        if (_isComplete) return;
        _isComplete = true;
        Stream.Dispose();
        if (Stream is LineStream { HasWritten: false } && _isNew) File.Delete(_path);
        if (_partial is not null) File.Move(_partial, _path, overwrite: true);
    }

    public void Dispose()
    {
        if (_isComplete) return;
        Fail();
        Stream.Dispose();
        if (Stream is LineStream { HasWritten: false } && _isNew) File.Delete(_path);
        if (_partial is not null) File.Delete(_partial);
    }
}
