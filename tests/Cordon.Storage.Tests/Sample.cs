using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Cordon.Domain.Incidents;
using Cordon.Domain.Policies;
using Cordon.Domain.Ports;
using Cordon.Domain.Signals;
using Cordon.Ethereum;

namespace Cordon.Storage.Tests;

/// <summary>Blocks, signals and incidents with little in them.</summary>
internal static class Sample
{
    public static Hash256 Hash(string name) =>
        name.Length == 0 ? Hash256.Zero : new Hash256(SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    public static Signal Signal(
        ulong block, string detector, ulong chain = 1, Severity severity = Severity.Medium)
    {
        return new Signal
        {
            Id = $"{chain}-{block}-{detector}",
            Chain = chain,
            Block = block,
            BlockHash = Hash($"b{block}"),
            Tx = Hash($"t{block}"),
            Index = 3,
            Detector = detector,
            Severity = severity,
            Confidence = 0.5,
            Subjects = [new Address(Hash("subject" + detector).ToBytes().AsSpan(0, 20))],
            Summary = $"{detector} in {block}: “quoted”, ≥ 5",
            Evidence = new() { ["amount"] = "12" },
        };
    }

    /// <summary>The lender is paused, on the first of January 2026; the key is the incident's id, a slash, and a word.
    /// </summary>
    public static ResponseDecision Decision(string key) => new()
    {
        Key = key,
        Incident = key.Split('/')[0],
        Protocol = "lender",
        Action = ResponseAction.Pause,
        Permission = Permission.Granted,
        Reasons = ["The belief of 0.9500 reaches 0.9."],
        PolicyVersion = "0123456789abcdef",
        At = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
    };

    public static Incident Incident(ulong block, string name, IncidentState state = IncidentState.Open) => new()
    {
        Id = name,
        Chain = 1,
        Root = "tx " + name,
        Summary = name,
        Severity = Severity.High,
        LogOdds = -1.25,
        PriorLogOdds = -3,
        FirstBlock = block,
        LastBlock = block,
        State = state,
        Clocks = new IncidentClocks(100, 200, DateTimeOffset.UnixEpoch.AddDays(1)),
        Reasons = [new IncidentReason("s", block, Hash("t"), "alpha", Severity.High, 0.9, 1.75, "alpha says so")],
    };

    /// <summary>Block <paramref name="number"/> of chain 1 and the source <c>source</c>, the number-th
    /// delivered.</summary>
    public static BlockCommit Commit(ulong number, params Signal[] signals) => Commit(number, $"b{number}", signals);

    public static BlockCommit Commit(ulong number, string name, params Signal[] signals) => new()
    {
        Cursor = new ScanCursor("source", (long)number, 1, number, Hash(name)),
        Block = new StoredBlock
        {
            Chain = 1,
            Number = number,
            Hash = Hash(name),
            ParentHash = Hash($"b{number - 1}"),
            Signals = [.. signals],
        },
    };

    public static BlockCommit WithState(this BlockCommit commit, string name, string bytes) => commit with
    {
        Block = commit.Block with
        {
            States = commit.Block.States.SetItem(name, Encoding.UTF8.GetBytes(bytes)),
        },
    };

    public static ImmutableDictionary<string, string> Texts(this StoredBlock block) =>
        block.States.ToImmutableDictionary(part => part.Key, part => Encoding.UTF8.GetString(part.Value.Span));

    private static byte[] ToBytes(this Hash256 hash)
    {
        byte[] bytes = new byte[Hash256.SizeBytes];
        hash.CopyTo(bytes);
        return bytes;
    }
}
