using System.Security.Cryptography;
using System.Text;

namespace Cordon.RpcServer.Chain;

/// <summary>Recorded blocks as a chain with a moving head, optionally renumbered, repeated and reorganised.</summary>
internal sealed class RecordedChain
{
    private const ulong GenesisTime = 1_600_000_000; // renumbered blocks get one timestamp each twelve seconds
    private const ulong SecondsPerBlock = 12;

    private readonly RecordedBlock[] _recordings;
    private readonly Dictionary<ulong, RecordedBlock> _byNumber;
    private readonly Dictionary<string, (int Recording, int Index)> _byTransaction = new(StringComparer.Ordinal);
    private readonly List<ulong> _forks = []; // the heights from which on blocks were replaced, in order of time
    private readonly Lock _lock = new();
    private readonly ulong? _first;
    private readonly ulong _last;

    public RecordedChain(RecordedChainOptions options)
    {
        _recordings = [.. options.Files.AsParallel().Select(RecordedBlock.Load).OrderBy(block => block.Header.Number)];
        if (_recordings.Length == 0) throw new InvalidDataException("There are no recorded blocks to serve.");
        _byNumber = _recordings.ToDictionary(block => block.Header.Number);
        for (int i = 0; i < _recordings.Length; i++)
        {
            for (int j = 0; j < _recordings[i].Transactions.Count; j++)
                _byTransaction[Tail(_recordings[i].Transactions[j])] = (i, j);
        }

        _first = options.FirstNumber;
        _last = _first + (ulong)(options.Count ?? _recordings.Length) - 1 ?? _recordings[^1].Header.Number;
        Head = options.Head ?? _last;
        ChainId = options.ChainId ?? _recordings[0].ChainId;
    }

    public ulong ChainId { get; }

    public ulong Head { get; private set; }

    /// <summary>Moves the head on; returns the new blocks' numbers.</summary>
    public IReadOnlyList<ulong> Advance(int blocks)
    {
        lock (_lock)
        {
            ulong from = Head + 1;
            Head = Math.Min(Head + (ulong)blocks, _last);
            return Numbers(from, Head);
        }
    }

    /// <summary>Replaces all blocks from a height on, and adds one to the chain; returns the replaced and new numbers.
    /// </summary>
    public IReadOnlyList<ulong> Reorganise(ulong height)
    {
        if (_first is null) throw new InvalidOperationException("Only a renumbered chain can be reorganised.");
        lock (_lock)
        {
            _forks.Add(height);
            Head = Math.Min(Head + 1, _last);
            return Numbers(height, Head);
        }
    }

    /// <summary>Finds a block up to the head; null when there is none.</summary>
    public (RecordedBlock Recording, BlockTag? Tag)? Find(ulong number)
    {
        lock (_lock)
        {
            if (number > Head) return null;
            if (_first is not { } first)
                return _byNumber.TryGetValue(number, out RecordedBlock? asIs) ? (asIs, null) : null;
            if (number < first) return null;
            ulong place = Place(number);
            int repetition = (int)(place / (ulong)_recordings.Length);
            RecordedBlock recording = _recordings[place % (ulong)_recordings.Length];
            string parent = number == first ? "0x" + new string('0', 64) : HashOf(number - 1);
            ulong timestamp = GenesisTime + ((number - first) * SecondsPerBlock);
            return (recording, new BlockTag(number, HashOf(number), parent, timestamp, repetition));
        }
    }

    /// <summary>Finds a block by its hash; null when the chain has none, or has it no longer.</summary>
    public ulong? NumberOf(string hash)
    {
        if (_first is not { } first)
        {
            RecordedBlock? asIs = Array.Find(_recordings, block => block.Header.Hash.ToString() == hash);
            return asIs?.Header.Number;
        }

        lock (_lock)
        {
            for (ulong number = Head; number >= first && number <= Head; number--)
            {
                if (HashOf(number) == hash) return number;
            }
        }

        return null;
    }

    /// <summary>Finds the block of a transaction and its place there.</summary>
    public (ulong Number, int Index)? FindTransaction(string hash)
    {
        if (hash.Length != 66 || !_byTransaction.TryGetValue(Tail(hash), out (int Recording, int Index) found))
            return null;
        string original = _recordings[found.Recording].Transactions[found.Index];
        if (_first is not { } first)
            return hash == original ? (_recordings[found.Recording].Header.Number, found.Index) : null;

        uint repetition = Prefix(hash) ^ Prefix(original);
        ulong place = (repetition * (ulong)_recordings.Length) + (ulong)found.Recording;
        lock (_lock)
        {
            for (ulong branch = 0; branch <= (ulong)_forks.Count; branch++)
            {
                ulong number = first + place - branch;
                if (number >= first && number <= Head && Place(number) == place) return (number, found.Index);
            }
        }

        return null;
    }

    private ulong Place(ulong number) => number - _first!.Value + Branch(number);

    // The number of forks at or below a block: each shifts the recordings by one, so that contents change as well.
    private ulong Branch(ulong number) => (ulong)_forks.Count(height => height <= number);

    private string HashOf(ulong number)
    {
        string seed = $"{ChainId}:{number}:{Branch(number)}";
        return "0x" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(seed)));
    }

    private static ulong[] Numbers(ulong from, ulong to)
    {
        var numbers = new List<ulong>();
        for (ulong number = from; number <= to; number++) numbers.Add(number);
        return [.. numbers];
    }

    private static string Tail(string hash) => hash[10..];

    private static uint Prefix(string hash) =>
        uint.Parse(hash.AsSpan(2, 8), System.Globalization.NumberStyles.HexNumber);
}
