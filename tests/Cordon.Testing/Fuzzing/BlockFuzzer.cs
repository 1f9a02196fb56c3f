using System.Diagnostics;
using Cordon.Domain.Blocks;
using Cordon.Engine.Reading;
using Cordon.Ethereum;

namespace Cordon.Testing.Fuzzing;

/// <summary>
/// Feeds the block reader with damaged recordings; every input follows from the seed and its number alone.
/// </summary>
public sealed class BlockFuzzer
{
    private const int OriginalBytesMax = 40_000;
    private static readonly TimeSpan InputTimeMax = TimeSpan.FromSeconds(10);

    private readonly long _seed;
    private readonly List<byte[]> _originals = [];
    private readonly BlockReader _reader = new(new BlockReaderOptions { CallDepthMax = 2_000, NestingMax = 5_000 });
    private readonly BlockData _block = new();

    /// <param name="seed">Of every choice.</param>
    /// <param name="recordings">Recorded blocks to damage, beside scripted ones; large ones are cut down.</param>
    public BlockFuzzer(long seed, IEnumerable<string> recordings)
    {
        _seed = seed;
        foreach (RecordingStyle style in Enum.GetValues<RecordingStyle>()) _originals.Add(Scripted().ToBytes(style));
        foreach (string file in recordings)
        {
            byte[] bytes = Recordings.Read(file);
            if (bytes.Length <= OriginalBytesMax) _originals.Add(bytes);
        }
    }

    public int Originals => _originals.Count;

    public long Accepted { get; private set; }

    public long Refused { get; private set; }

    /// <summary>The longest that one input took.</summary>
    public TimeSpan Slowest { get; private set; }

    /// <summary>Reads one damaged input.</summary>
    /// <exception cref="FuzzFailureException">The reader did anything but read or refuse it, or took too
    /// long.</exception>
    public void Run(long number)
    {
        byte[] input = Input(number);
        long start = Stopwatch.GetTimestamp();
        try
        {
            _reader.Read(input, "fuzz", _block);
            Consistency.Check(_block);
            Accepted++;
        }
        catch (BlockFormatException refusal) when (refusal.Offset <= input.Length && refusal.Message.Length < 2_000)
        {
            Refused++;
        }
        catch (Exception failure)
        {
            throw new FuzzFailureException(_seed, number, input, failure);
        }

        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        if (elapsed > Slowest) Slowest = elapsed;
        if (elapsed > InputTimeMax)
            throw new FuzzFailureException(_seed, number, input, new TimeoutException($"{elapsed}"));
    }

    /// <summary>The damaged input of a number.</summary>
    public byte[] Input(long number)
    {
        Random random = new(Mix(_seed, number));
        byte[] input = _originals[random.Next(_originals.Count)];
        int steps = 1 + random.Next(3);
        for (int i = 0; i < steps; i++) input = Mutation.Apply(random, input,
            _originals[random.Next(_originals.Count)]);
        return input;
    }

    private static int Mix(long seed, long number)
    {
        ulong mixed = ((ulong)seed * 0x9E3779B97F4A7C15) + ((ulong)number * 0xC2B2AE3D27D4EB4F);
        mixed ^= mixed >> 29;
        return (int)((mixed * 0xBF58476D1CE4E5B9) >> 33);
    }

    private static BlockScript Scripted()
    {
        Address alice = BlockScript.AddressOf("alice");
        Address router = BlockScript.AddressOf("router");
        Address pair = BlockScript.AddressOf("pair");
        Address weth = BlockScript.AddressOf("weth");
        Address dai = BlockScript.AddressOf("dai");
        return new BlockScript(5)
            .Transaction(alice, router, tx => tx.UniswapV2Swap(pair, weth, 10, dai, 30_000, alice))
            .Creation(alice, pair, tx => tx.DelegateCall(router, "0x01020304", body: d =>
                d.Erc20Transfer(dai, alice, 1)))
            .Transaction(alice, pair, tx => tx.Erc20Transfer(weth, alice, 2).Fail());
    }
}
