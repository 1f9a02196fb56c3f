using System.Globalization;
using Cordon.Cli.Terminal;
using Cordon.Domain.Blocks;
using Cordon.Domain.Signals;
using Cordon.Engine.Pipeline;

namespace Cordon.Cli.Scanning;

/// <summary>What a scan says at its end: how much, how fast, what, and what it could not see.</summary>
internal sealed class ScanConclusion(Session session)
{
    /// <param name="summary">Null where an earlier run had done everything already.</param>
    /// <param name="output">What was written.</param>
    public void Write(ScanSummary? summary, SignalOutput output)
    {
        if (summary is not null) Say(Amount(summary));
        Say($"{Found(output)}");
        if (summary is null) return;

        if (summary.Retracted > 0)
            Say($"{summary.Retracted:N0} signals withdrawn: their blocks were reorganised away");
        if (summary.Gaps > 0)
            Say($"{summary.Gaps:N0} gaps between block numbers: histories have holes there");
        foreach (BlindReport blind in summary.Blind)
        {
            string unseen = string.Join(", ", blind.Unseen);
            Say($"not seen: no {blind.Missing}, because {blind.Cause}; so nothing about {unseen}");
        }
    }

    private void Say(FormattableString text) => session.Error.WriteLine(TerminalText.Clean(Invariant(text)));

    private static FormattableString Amount(ScanSummary summary)
    {
        double seconds = summary.Elapsed.TotalSeconds;
        double rate = seconds > 0 ? summary.Transactions / seconds : 0;
        return $"{summary.Blocks:N0} blocks, {summary.Transactions:N0} transactions in {seconds:N2} s ({rate:N0} tx/s)";
    }

    private static string Found(SignalOutput output)
    {
        string[] parts = [.. Enum.GetValues<Severity>().Reverse()
            .Where(severity => output.Count(severity) > 0)
            .Select(severity => Invariant($"{output.Count(severity):N0} {SignalJson.NameOf(severity)}"))];
        string total = Invariant($"{output.Written:N0} signals");
        return parts.Length == 0 ? "no signals" : $"{total}: {string.Join(", ", parts)}";
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
