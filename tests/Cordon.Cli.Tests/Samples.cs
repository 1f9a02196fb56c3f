using System.Text.Json.Nodes;
using Cordon.Domain.Signals;
using Cordon.Ethereum;

namespace Cordon.Cli.Tests;

/// <summary>Signals as detectors make them, and as a hostile chain would have them.</summary>
internal static class Samples
{
    public static Hash256 Hash(byte fill) => new(Enumerable.Repeat(fill, 32).ToArray());

    public static Address Account(byte fill) => new(Enumerable.Repeat(fill, 20).ToArray());

    public static Signal Sandwich { get; } = new()
    {
        Id = "00112233445566778899aabbccddeeff",
        Chain = 1,
        Block = 12_775_690,
        BlockHash = Hash(0xbb),
        Tx = Hash(0xab),
        Index = 3,
        Detector = "sandwich",
        Severity = Severity.Medium,
        Confidence = 0.98,
        Subjects = [Account(0x11), Account(0x22)],
        Summary = "Two trades enclosed one and took 1.5 ETH, surely.",
        Evidence = new JsonObject { ["front"] = Hash(0xaa).ToString(), ["back"] = Hash(0xac).ToString() },
    };

    /// <summary>A statement about the node, without transaction, subjects or evidence.</summary>
    public static Signal Blind { get; } = Sandwich with
    {
        Id = "ffeeddccbbaa99887766554433221100",
        BlockHash = default,
        Tx = null,
        Index = null,
        Detector = "blind",
        Confidence = 1,
        Subjects = [],
        Summary = "There are no traces.",
        Evidence = [],
    };

    /// <summary>What a token's name can carry:
    /// markup, quotes, a formula, escapes, line ends, a turn of direction.</summary>
    public const string HostileText =
        "=cmd|'/c x'!A1 \e[2J\r\n</script><img src=x onerror=alert(1)> \"q\" \u202Egpj.exe, end";

    public static Signal Hostile { get; } = Sandwich with
    {
        Id = "0123456789abcdef0123456789abcdef",
        Severity = Severity.Critical,
        Summary = HostileText,
        Evidence = new JsonObject { [HostileText] = HostileText },
    };
}
