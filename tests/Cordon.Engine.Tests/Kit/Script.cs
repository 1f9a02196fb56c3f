using System.Security.Cryptography;
using System.Text;
using Cordon.Domain.Signals;
using Cordon.Ethereum;

namespace Cordon.Engine.Tests.Kit;

/// <summary>A block written down in a test: names stand for hashes and addresses.</summary>
internal sealed record ScriptBlock(ulong Number, string Name, string Parent, params ScriptTx[] Transactions)
{
    public ulong Chain { get; init; } = 1;

    public ulong Timestamp { get; init; }

    /// <summary>Fails while being read.</summary>
    public bool IsMalformed { get; init; }

    /// <summary>How long reading takes, to shake the order in which workers finish.</summary>
    public int Spin { get; init; }

    public IReadOnlyList<Domain.Blocks.BlindReport> Blind { get; init; } = [];

    public static ScriptBlock Partial(ulong number, params ScriptTx[] transactions) =>
        new(number, "", "", transactions);
}

/// <summary>A transaction and what the marking detectors shall say about it.</summary>
internal sealed record ScriptTx(string Name, string Sender, params Mark[] Marks);

/// <summary>One statement: the detector, how grave, about whom, by whom (empty: nobody named).</summary>
internal sealed record Mark(
    string Detector, Severity Severity, string Subject, string Attacker = "", double Confidence = 0.9);

internal static class Names
{
    public static Hash256 Hash(string name) => name.Length == 0
        ? Hash256.Zero
        : new Hash256(SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    public static Address Address(string name) => name.Length == 0
        ? Ethereum.Address.Zero
        : new Address(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 20));
}
