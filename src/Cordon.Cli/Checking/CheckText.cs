using Cordon.Cli.Terminal;

namespace Cordon.Cli.Checking;

/// <summary>The lines of a check on a terminal.</summary>
internal static class CheckText
{
    private const int LabelWidth = 8;

    public static void Write(Session session, IReadOnlyList<CheckLine> lines)
    {
        foreach (CheckLine line in lines)
        {
            string label = line.Level switch
            {
                CheckLevel.Fine => "ok",
                CheckLevel.Doubtful => "note",
                CheckLevel.Wrong => "wrong",
                _ => "silent",
            };
            session.WriteLine(label.PadRight(LabelWidth) + TerminalText.Wrap(
                TerminalText.Clean($"{line.Place}: {line.Text}"), LabelWidth, session.Width));
        }
    }
}
