using System.Runtime.InteropServices;
using Cordon.Domain.Ports;
using Microsoft.Win32.SafeHandles;

namespace Cordon.Storage.Ahead;

/// <summary>A file of a fixed length, each write to which is on the disk when it returns: its blocks are there from the
/// beginning, so that nothing but them is to be written.</summary>
internal sealed class AheadFile : IDisposable
{
    /// <summary>What every write begins at and is a multiple of.</summary>
    public const int BlockBytes = 4096;

    private readonly string _path;
    private readonly SafeFileHandle _file;
    private readonly byte[] _pinned = GC.AllocateUninitializedArray<byte>(Bytes + BlockBytes, pinned: true);
    private readonly int _aligned;

    private AheadFile(string path, SafeFileHandle file)
    {
        (_path, _file) = (path, file);
        nint misfit = Marshal.UnsafeAddrOfPinnedArrayElement(_pinned, 0) & (BlockBytes - 1);
        _aligned = (int)((BlockBytes - misfit) & (BlockBytes - 1)); // of a write that goes to the disk without a copy
    }

    /// <summary>How long it is.</summary>
    public static int Bytes => 1 << 20;

    /// <summary>Where the next write is to be prepared: as long as the file.</summary>
    public Span<byte> Room => _pinned.AsSpan(_aligned, Bytes);

    /// <summary>Opens a file, and makes it as long as it is to be; null where there is no room for that.</summary>
    /// <exception cref="StoreException">It cannot be opened.</exception>
    public static AheadFile? Open(string path)
    {
        try
        {
            if (!HasLength(path)) return null;
            SafeFileHandle handle = File.OpenHandle(
                path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, FileOptions.WriteThrough);
            return new AheadFile(path, handle);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"{path}: {fault.Message}", fault);
        }
    }

    /// <summary>Reads all of it to <see cref="Room"/>. From then on writes go the shortest way that the file system
    /// bears.</summary>
    /// <exception cref="StoreException">The disk does not read.</exception>
    public void Read()
    {
        if (DirectWrites.TryAsk(_file))
        {
            try
            {
                ReadAll(); // as the writes will go
                return;
            }
            catch (IOException)
            {
                DirectWrites.Undo(_file); // it wants larger blocks
            }
        }

        Guarded(ReadAll);
    }

    /// <summary>Writes the beginning of <see cref="Room"/> to a place in the file.</summary>
    /// <exception cref="StoreException">The disk does not write; what it has of this is not known.</exception>
    public void Write(int bytes, int place) => Guarded(() => RandomAccess.Write(_file, Room[..bytes], place));

    public void Dispose() => _file.Dispose();

    private void ReadAll()
    {
        for (int at = 0; at < Bytes;)
        {
            int count = RandomAccess.Read(_file, Room[at..], at);
            if (count == 0) throw new EndOfStreamException("it is shorter than when it was opened");
            at += count;
        }
    }

    // With zeros that are written: blocks that are only reserved are written down as used when they are.
    private static bool HasLength(string path)
    {
        const int tooLarge = 27, noSpace = 28, overQuota = 122;
        using FileStream file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        if (file.Length >= Bytes) return true;
        file.Position = file.Length;
        try
        {
            file.Write(new byte[Bytes - file.Length]);
            file.Flush(flushToDisk: true);
            return true;
        }
        catch (IOException fault) when (fault.HResult is tooLarge or noSpace or overQuota)
        {
            return false;
        }
    }

    private void Guarded(Action action)
    {
        try
        {
            action();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"{_path}: {fault.Message}", fault);
        }
    }
}
