using System.Buffers.Binary;
using System.Security.Cryptography;
using Cordon.Domain.Ports;

namespace Cordon.Storage.Ahead;

/// <summary>Entries that are on the disk before the database has what they say. Not thread-safe.</summary>
/// <remarks>
/// An entry is a head (what it is, whose, its number, its length, the SHA-256 of all that) and its bytes, filled up
/// with zeros to whole blocks. Entries follow each other from the beginning of the file; once the database has them,
/// the next one is written over the first. An entry whose number is not one more than the one's before it is of an
/// earlier round; one whose hash does not fit was never finished, and nothing has followed from it.
/// </remarks>
internal sealed class AheadLog : IDisposable
{
    private const int IdentityAt = 8;
    private const int NumberAt = IdentityAt + IdentityBytes;
    private const int LengthAt = NumberAt + sizeof(long);
    private const int HashAt = LengthAt + sizeof(int);
    private const int HeadBytes = HashAt + SHA256.HashSizeInBytes;

    private readonly AheadFile _file;
    private readonly byte[] _identity;
    private long _number;
    private int _end;

    private AheadLog(AheadFile file, byte[] identity, long number) =>
        (_file, _identity, _number) = (file, identity, number);

    /// <summary>How long a database's identity is.</summary>
    public const int IdentityBytes = 16;

    private static ReadOnlySpan<byte> Magic => "CRDNAHD1"u8;

    /// <summary>Opens the log of a database, making it where there is none.</summary>
    /// <param name="identity">The database's own: entries of another one are left alone.</param>
    /// <param name="applied">The number of the last entry that the database has.</param>
    /// <param name="left">Receives the entries after that, oldest first. They stay until <see cref="Restart"/>.</param>
    /// <returns>Null where there is no room for one.</returns>
    /// <exception cref="StoreException">It cannot be opened or read.</exception>
    public static AheadLog? Open(string path, byte[] identity, long applied, ICollection<AheadEntry> left)
    {
        if (AheadFile.Open(path) is not { } file) return null;
        try
        {
            file.Read();
            var log = new AheadLog(file, identity, applied);
            while (log.Next(file.Room[log._end..], isFirst: log._end == 0) is { } entry)
            {
                left.Add(entry);
                (log._number, log._end) = (entry.Number, log._end + BlocksFor(entry.Bytes.Length));
            }

            return log;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Whether there is room for an entry of so many bytes before the next <see cref="Restart"/>.</summary>
    public bool Fits(int bytes) => BlocksFor(bytes) <= AheadFile.Bytes - _end;

    /// <summary>Writes an entry that fits, which is on the disk when this returns.</summary>
    /// <returns>Its number.</returns>
    /// <exception cref="StoreException">The disk refuses: it is not written.</exception>
    public long Append(ReadOnlySpan<byte> bytes)
    {
        int length = BlocksFor(bytes.Length);
        Span<byte> entry = _file.Room[..length];
        entry.Clear();
        Magic.CopyTo(entry);
        _identity.CopyTo(entry[IdentityAt..]);
        BinaryPrimitives.WriteInt64LittleEndian(entry[NumberAt..], _number + 1);
        BinaryPrimitives.WriteInt32LittleEndian(entry[LengthAt..], bytes.Length);
        bytes.CopyTo(entry[HeadBytes..]);
        Hash(entry, bytes.Length, entry[HashAt..]);
        _file.Write(length, _end);
        _end += length;
        return ++_number;
    }

    /// <summary>The database has all that was written: the next entry takes the first one's place.</summary>
    public void Restart() => _end = 0;

    public void Dispose() => _file.Dispose();

    // The first may have a higher number than the next one's, where the database is a copy of an earlier day.
    private AheadEntry? Next(ReadOnlySpan<byte> rest, bool isFirst)
    {
        if (rest.Length < HeadBytes || !rest.StartsWith(Magic)) return null;
        if (!rest.Slice(IdentityAt, IdentityBytes).SequenceEqual(_identity)) return null;
        long number = BinaryPrimitives.ReadInt64LittleEndian(rest[NumberAt..]);
        if (isFirst ? number <= _number : number != _number + 1) return null;
        int length = BinaryPrimitives.ReadInt32LittleEndian(rest[LengthAt..]);
        if (length < 0 || length > rest.Length - HeadBytes) return null;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(rest, length, hash);
        return rest.Slice(HashAt, hash.Length).SequenceEqual(hash)
            ? new AheadEntry(number, rest.Slice(HeadBytes, length).ToArray())
            : null;
    }

    private static void Hash(ReadOnlySpan<byte> entry, int length, Span<byte> hash)
    {
        using IncrementalHash sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(entry[..HashAt]);
        sha.AppendData(entry.Slice(HeadBytes, length));
        sha.GetHashAndReset(hash);
    }

    private static int BlocksFor(int bytes) =>
        (HeadBytes + bytes + AheadFile.BlockBytes - 1) / AheadFile.BlockBytes * AheadFile.BlockBytes;
}
