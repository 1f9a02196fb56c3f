using Cordon.Cli.Terminal;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Cli.Tests.Terminal;

public class TerminalTextTests
{
    [Fact]
    public void No_text_keeps_a_character_that_steers_a_terminal() =>
        Prop.ForAll<string>(text =>
        {
            string clean = TerminalText.Clean((text ?? "") + Samples.HostileText);
            return !clean.Any(c => char.IsControl(c) || c == '\u202E');
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("plain text — naïve, 漢字, 🙂")]
    [InlineData("")]
    public void Ordinary_text_stays_as_it_is(string text) => Assert.Equal(text, TerminalText.Clean(text));

    [Fact]
    public void Wrapping_keeps_every_word_and_the_width() =>
        Prop.ForAll<PositiveInt[], PositiveInt>((lengths, width) =>
        {
            int columns = 40 + (width.Get % 60);
            string text = string.Join(' ', lengths.Select(length => new string('x', (length.Get % 19) + 1)));
            string wrapped = TerminalText.Wrap(text, 10, columns);

            return string.Join(' ', wrapped.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) == text
                && (new string(' ', 10) + wrapped).Split('\n').All(line => line.Length <= columns);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_hash_is_never_broken()
    {
        string hash = Samples.Hash(0xab).ToString();

        Assert.Contains(hash, TerminalText.Wrap($"the transaction {hash} did it", 0, 40));
    }
}
