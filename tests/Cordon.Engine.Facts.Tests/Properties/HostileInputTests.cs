using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts.Tests;

/// <summary>Calldata, answers and events hold whatever their sender likes; none of it may throw.</summary>
public sealed class HostileInputTests(ITestOutputHelper output)
{
    private const int Rounds = 12;
    private static readonly int Seed = Environment.TickCount;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_known_function_and_event_survives_random_words_short_data_and_huge_offsets(bool withLogs)
    {
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        var extractor = new FactExtractor();
        for (int round = 0; round < Rounds; round++)
        {
            Frame[] transactions = [.. FactFamilies.Calls.Names.Chunk(8).Select(names => Transaction(random, names))];
            BlockFacts facts = SyntheticBlock.Read(withLogs, transactions);
            extractor.Extract(facts);

            using var stream = new MemoryStream();
            using var writer = new FactWriter(stream);
            writer.Write(facts);
            for (int tx = 0; tx < facts.Data.Transactions.Count; tx++) CallTreeWriter.Write(TextWriter.Null, facts, tx);
        }
    }

    private static Frame Transaction(Random random, string[] names)
    {
        Frame root = new(Who(random), Who(random), "0x");
        Frame at = root;
        foreach (string name in names)
        {
            Frame child = new(Who(random), Who(random), Abi.Topic(name)[..10] + Junk(random))
            {
                Output = "0x" + Junk(random),
                Value = random.Next(3) == 0 ? UInt256.MaxValue : UInt256.Zero,
                Type = random.Next(4) == 0 ? "DELEGATECALL" : "CALL",
            };
            at.Add(child);
            string happening = Pick(random);
            child.Log(Who(random), happening, [.. Enumerable.Range(0, random.Next(4)).Select(_ => Value(random))],
                [.. Enumerable.Range(0, random.Next(9)).Select(_ => Value(random))]);
            if (random.Next(2) == 0) at = child;
        }

        return root;
    }

    private static readonly string[] Events = [.. FactFamilies.Logs.Names];

    private static string Pick(Random random) => Events[random.Next(Events.Length)];

    private static Address Who(Random random) => Abi.Account(random.Next(6));

    private static string Junk(Random random)
    {
        string words = string.Concat(Enumerable.Range(0, random.Next(14)).Select(_ => Abi.Word(Value(random))));
        return words[..(words.Length - Math.Min(words.Length, 2 * random.Next(40)))];
    }

    private static object Value(Random random) => random.Next(6) switch
    {
        0 => UInt256.MaxValue,
        1 => Who(random),
        2 => 32 * random.Next(12),
        3 => (ulong)long.MaxValue,
        4 => int.MaxValue,
        _ => random.Next(4),
    };
}
