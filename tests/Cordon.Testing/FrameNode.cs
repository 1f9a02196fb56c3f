using System.Globalization;
using Cordon.Domain.Blocks;
using Cordon.Ethereum;

namespace Cordon.Testing;

/// <summary>One call frame of a scripted transaction, before it is written in a dialect.</summary>
internal sealed class FrameNode
{
    public required CallKind Kind { get; init; }

    public required Address From { get; init; }

    public required Address? To { get; init; }

    /// <summary>The account whose storage the frame acts on.</summary>
    public required Address Self { get; init; }

    public UInt256? Value { get; init; }

    public string Input { get; init; } = "0x";

    public string? Output { get; set; } = "0x";

    public string? Error { get; set; }

    public List<FrameNode> Calls { get; } = [];

    public List<LogNode> Logs { get; } = [];

    public static string Quantity(UInt256 value)
    {
        string digits = ((System.Numerics.BigInteger)value).ToString("x", CultureInfo.InvariantCulture).TrimStart('0');
        return digits.Length == 0 ? "0x0" : "0x" + digits;
    }

    /// <summary>The logs that the chain keeps, in execution order.</summary>
    public IEnumerable<LogNode> EffectiveLogs()
    {
        if (Error is not null) yield break;
        int next = 0;
        for (int child = 0; child <= Calls.Count; child++)
        {
            for (; next < Logs.Count && Logs[next].Position == child; next++) yield return Logs[next];
            if (child == Calls.Count) continue;
            foreach (LogNode log in Calls[child].EffectiveLogs()) yield return log;
        }
    }
}
