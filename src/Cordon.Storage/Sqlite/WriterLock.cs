using Cordon.Domain.Ports;

namespace Cordon.Storage.Sqlite;

/// <summary>Lets one program at a time write to a database; readers are not kept out.</summary>
/// <remarks>A lock of the operating system on a file beside the database: it goes when the process goes, however it
/// goes, so a killed program leaves nothing to clean up.</remarks>
internal sealed class WriterLock : IDisposable
{
    // A process that this one starts has a copy of every lock from its fork until it begins to run.
    private static readonly TimeSpan ForkMax = TimeSpan.FromSeconds(1);

    private readonly FileStream _file;

    private WriterLock(FileStream file) => _file = file;

    /// <exception cref="StoreException">Another program holds it, or the folder cannot be written to.</exception>
    public static WriterLock Take(string database)
    {
        string path = database + ".lock";
        try
        {
            FileStream? file = null;
            return SpinWait.SpinUntil(() => (file = TryOpen(path)) is not null, ForkMax)
                ? new WriterLock(file!)
                : new WriterLock(Open(path));
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new StoreException($"{path}: cannot be written: check the folder's owner and mode.", failure);
        }
        catch (DirectoryNotFoundException failure)
        {
            throw new StoreException($"{database}: its folder does not exist: create it first.", failure);
        }
        catch (IOException failure) when (File.Exists(path))
        {
            throw new StoreException(
                $"{database}: another program is writing to it: wait until it has finished, or give another file.",
                failure);
        }
        catch (IOException failure)
        {
            throw new StoreException($"{path}: {failure.Message}", failure);
        }
    }

    public void Dispose() => _file.Dispose();

    // Null where somebody has it.
    private static FileStream? TryOpen(string path)
    {
        try
        {
            return Open(path);
        }
        catch (IOException e) when (e is not DirectoryNotFoundException && File.Exists(path))
        {
            return null;
        }
    }

    private static FileStream Open(string path) =>
        new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
}
