using System.Text;

namespace Cordon.Cli.Tests;

/// <summary>A second reading of RFC 4180, by the book and not by the writer.</summary>
internal static class Csv
{
    public static List<string[]> Parse(string text)
    {
        List<string[]> records = [];
        List<string> record = [];
        StringBuilder cell = new();
        bool quoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (quoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[i++]);
            else if (c == '"') quoted = !quoted;
            else if (!quoted && c is ',' or '\r' && !quoted)
            {
                record.Add(cell.ToString());
                cell.Clear();
                if (c == ',') continue;

                Assert.Equal('\n', text[++i]);
                records.Add([.. record]);
                record.Clear();
            }
            else cell.Append(c);
        }

        Assert.False(quoted);
        Assert.Empty(record);
        return records;
    }
}
