using Cordon.Cli.Terminal;

namespace Cordon.Cli.Scanning;

/// <summary>A file that a command writes: it stands under its name only once it is whole.</summary>
/// <remarks>Written beside its place and moved there at the end. What cannot be moved over (a pipe, /dev/stdout) is
/// written directly.</remarks>
internal sealed class OutputFile : IDisposable
{
    private readonly string _path;
    private readonly string? _partial;
    private bool _isComplete;

    private OutputFile(string path, string? partial)
    {
        (_path, _partial) = (path, partial);
        Stream = new BufferedStream(new FileStream(partial ?? path, FileMode.Create, FileAccess.Write), 1 << 16);
    }

    public Stream Stream { get; }

    /// <summary>Opens the file before any work is done, so that a wrong path is known at once.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="option">The option that named it, for the message.</param>
    /// <exception cref="CommandException">The place cannot be written to.</exception>
    public static OutputFile Create(string path, string option)
    {
        bool isPlain = !File.Exists(path) || !File.GetAttributes(path).HasFlag(FileAttributes.Device);
        try
        {
            return new OutputFile(path, isPlain ? path + ".partial" : null);
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

    /// <summary>Puts the file in its place.</summary>
    public void Complete()
    {
        if (_isComplete) return;
        _isComplete = true;
        Stream.Dispose();
        if (_partial is not null) File.Move(_partial, _path, overwrite: true);
    }

    public void Dispose()
    {
        if (_isComplete) return;
        Stream.Dispose();
        if (_partial is not null) File.Delete(_partial);
    }
}
