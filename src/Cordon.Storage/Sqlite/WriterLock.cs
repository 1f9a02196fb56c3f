using Cordon.Domain.Ports;

namespace Cordon.Storage.Sqlite;

/// <summary>Lets one program at a time write to a database; readers are not kept out.</summary>
/// <remarks>A lock of the operating system on a file beside the database: it goes when the process goes, however it
/// goes, so a killed program leaves nothing to clean up.</remarks>
internal sealed class WriterLock : IDisposable
{
    private readonly FileStream _file;

    private WriterLock(FileStream file) => _file = file;

    /// <exception cref="StoreException">Another program holds it, or the folder cannot be written to.</exception>
    public static WriterLock Take(string database)
    {
        string path = database + ".lock";
        try
        {
            return new WriterLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
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
}
