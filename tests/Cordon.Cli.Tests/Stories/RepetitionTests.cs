using Cordon.Cli.Stories;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Cli.Tests.Stories;

public class RepetitionTests
{
    private static string Folded(string sentences) =>
        string.Join(' ', Repetition.Fold([.. sentences.Select(c => c.ToString())]));

    [Theory]
    [InlineData("", "")]
    [InlineData("abc", "a b c")]
    [InlineData("aab", "a a b")]
    [InlineData("aaab", "a This happened 2 more times. b")]
    [InlineData("xabababy", "x a b These 2 steps happened 2 more times. y")]
    [InlineData("abcabcabcabc", "a b c These 3 steps happened 3 more times.")]
    public void Groups_that_come_again_are_told_once_and_counted(string sentences, string expected) =>
        Assert.Equal(expected, Folded(sentences));

    [Fact]
    public void Nothing_is_lost_when_the_counts_are_written_out_again() =>
        Prop.ForAll<byte[]>(bytes =>
        {
            string[] sentences = [.. bytes.Select(b => $"{(char)('a' + (b % 3))}")];
            List<string> again = [];
            foreach (string sentence in Repetition.Fold(sentences))
            {
                string[] words = sentence.Split(' ');
                if (words.Length == 1)
                {
                    again.Add(sentence);
                    continue;
                }

                int period = words[0] == "This" ? 1 : int.Parse(words[1]);
                int repeats = int.Parse(words[^3]);
                string[] group = [.. again[^period..]];
                for (int i = 0; i < repeats; i++) again.AddRange(group);
            }

            return again.SequenceEqual(sentences);
        }).QuickCheckThrowOnFailure();
}
