using System.Text;
using Cordon.Domain.Facts;
using Cordon.Ethereum;

namespace Cordon.Engine.Facts.Tests;

/// <summary>What happened at one protocol, and the facts that it has to become.</summary>
/// <param name="Name">Shown where it fails.</param>
/// <param name="Frame">The transaction.</param>
/// <param name="Expected">A part of each expected line, accounts by their letters; all lines of that kind.</param>
public sealed record Scene(string Name, Frame Frame, params string[] Expected)
{
    public static readonly Address User = Abi.Account(1), Pool = Abi.Account(2), A = Abi.Account(3),
        B = Abi.Account(4), Other = Abi.Account(5), Third = Abi.Account(6);

    private static readonly (Address Account, string Letter)[] Letters =
        [(User, "U"), (Pool, "P"), (A, "A"), (B, "B"), (Other, "O"), (Third, "M")];

    /// <summary>Whether the facts follow where no logs are known.</summary>
    public bool ByCalls { get; init; } = true;

    /// <summary>Whether they follow where calls and logs are known.</summary>
    public bool ByLogs { get; init; } = true;

    /// <summary>Whether they follow from flat traces and receipts. A receipt does not say which call of a token
    /// emitted a log: two payments by one token may both be laid to the first.</summary>
    public bool ByFlatLogs { get; init; } = true;

    /// <summary>Whether they follow where there are no traces at all.</summary>
    public bool ByReceipts { get; init; }

    public override string ToString() => Name;

    /// <summary>The lines of the kinds expected, cut to what follows the transaction's hash.</summary>
    public string[] Lines(BlockFacts facts)
    {
        string[] kinds = [.. Expected.Select(KindOf).Distinct()];
        return [.. AllLines(facts).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => kinds.Contains(KindOf(line)))];
    }

    private static string AllLines(BlockFacts facts)
    {
        using MemoryStream stream = new();
        using FactWriter writer = new(stream);
        writer.Write(facts);
        string text = Encoding.UTF8.GetString(stream.ToArray());
        foreach ((Address account, string letter) in Letters) text = text.Replace(account.ToString(), letter);
        return text;
    }

    public void AssertIn(BlockFacts facts)
    {
        string[] lines = Lines(facts);
        Assert.True(lines.Length == Expected.Length, $"{Name}: {lines.Length} lines of:\n{AllLines(facts)}");
        for (int i = 0; i < lines.Length; i++)
            Assert.Contains(DetailOf(Expected[i]), lines[i], StringComparison.Ordinal);
    }

    // kind: key=value key=value
    private static string KindOf(string line) => line.StartsWith('{')
        ? line.Split("\"kind\":\"")[1].Split('"')[0]
        : line.Split(':')[0];

    private static string DetailOf(string expected) => string.Join(',', expected[(expected.IndexOf(':') + 1)..]
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=') is [var key, var value] ? $"\"{key}\":\"{value}\"" : pair));
}
