using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Cordon.Domain.Blocks;
using Microsoft.Win32.SafeHandles;

namespace Cordon.Bench.Packs;

/// <summary>A pack repeated on disk, uncompressed: every repetition has numbers and hashes of its own.</summary>
/// <remarks>Blocks are read from the file system each time, so that the pack itself does not count as memory.</remarks>
internal sealed class RepeatedPack : IDisposable
{
    private const int PatchDigits = 8;
    private const string HexNumber = "\"0x10000000\""; // both have room for every number that is given out
    private const string DecimalNumber = "\"blockNumber\":268435456,";
    private const int NumberStep = 2; // a gap after every block: the recorded parents do not follow each other

    private readonly string _folder = Directory.CreateTempSubdirectory("cordon-bench-").FullName;
    private readonly List<PatchedFile> _files = [];

    public RepeatedPack(string pack)
    {
        foreach ((string origin, byte[] bytes) in PackFiles.Load(pack)) Add(origin, bytes);
    }

    public int TransactionsPerPass { get; private set; }

    public long BytesPerPass { get; private set; }

    public IBlockSource Source(int passes) => new PassSource(this, passes);

    public void Dispose()
    {
        foreach (PatchedFile file in _files) file.Handle.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Add(string origin, byte[] bytes)
    {
        using JsonDocument json = JsonDocument.Parse(bytes);
        JsonElement block = json.RootElement.GetProperty("block");
        TransactionsPerPass += json.RootElement.GetProperty("receipts").GetArrayLength();
        string number = block.GetProperty("number").GetString()!;
        ulong value = ulong.Parse(number.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        string text = Encoding.UTF8.GetString(bytes)
            .Replace($"\"{number}\"", HexNumber, StringComparison.Ordinal)
            .Replace($"\"blockNumber\":{value},", DecimalNumber, StringComparison.Ordinal);
        string? hash = block.TryGetProperty("hash", out JsonElement property) ? property.GetString() : null;
        byte[] patched = Encoding.UTF8.GetBytes(text);
        string path = Path.Combine(_folder, $"{_files.Count}.json");
        File.WriteAllBytes(path, patched);
        BytesPerPass += patched.Length;
        _files.Add(new PatchedFile(
            File.OpenHandle(path), patched.Length, origin, Offsets(patched, HexNumber, 3),
            Offsets(patched, DecimalNumber, 14),
            hash is null ? [] : Offsets(patched, hash, 2)));
    }

    private static int[] Offsets(byte[] bytes, string text, int into)
    {
        byte[] wanted = Encoding.UTF8.GetBytes(text);
        List<int> offsets = [];
        for (int at = 0; bytes.AsSpan(at).IndexOf(wanted) is var found and >= 0; at += found + wanted.Length)
            offsets.Add(at + found + into);
        return [.. offsets];
    }

    private sealed record PatchedFile(
        SafeFileHandle Handle, int Length, string Origin, int[] Numbers, int[] Decimals, int[] Hashes);

    private sealed class PassSource(RepeatedPack pack, int passes) : IBlockSource
    {
#pragma warning disable CS1998 // reads from the page cache, the port is asynchronous
        public async IAsyncEnumerable<RawBlock> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
#pragma warning restore CS1998
        {
            uint number = 0x10000000;
            for (int pass = 0; pass < passes; pass++)
            {
                foreach (PatchedFile file in pack._files)
                {
                    cancellation.ThrowIfCancellationRequested();
                    uint given = number += NumberStep;
                    yield return new RawBlock(() => Read(file, given), file.Origin);
                }
            }
        }

        private static BlockBytes Read(PatchedFile file, uint number)
        {
            IMemoryOwner<byte> memory = MemoryPool<byte>.Shared.Rent(file.Length);
            if (RandomAccess.Read(file.Handle, memory.Memory.Span[..file.Length], 0) < file.Length)
                throw new IOException($"{file.Origin}: the copy on disk has been cut short");
            Patch(memory.Memory.Span, file, number);
            return new BlockBytes(memory, file.Length);
        }

        private static void Patch(Span<byte> bytes, PatchedFile file, uint number)
        {
            StandardFormat hex = new('x', PatchDigits);
            foreach (int offset in file.Numbers) Utf8Formatter.TryFormat(number, bytes[offset..], out _, hex);
            foreach (int offset in file.Decimals) Utf8Formatter.TryFormat(number, bytes[offset..], out _);
            foreach (int offset in file.Hashes) Utf8Formatter.TryFormat(number, bytes[offset..], out _, hex);
        }
    }
}
