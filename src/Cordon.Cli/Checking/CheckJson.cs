using System.Text.Json;
using Cordon.Cli.Terminal;

namespace Cordon.Cli.Checking;

/// <summary>The lines of a check as JSON, one object a line.</summary>
internal static class CheckJson
{
    public static void Write(Session session, IReadOnlyList<CheckLine> lines)
    {
        foreach (CheckLine line in lines)
        {
            using (Utf8JsonWriter json = new(session.Out))
            {
                json.WriteStartObject();
                json.WriteString("level", line.Level.ToString().ToLowerInvariant());
                json.WriteString("place", line.Place);
                json.WriteString("text", line.Text);
                json.WriteEndObject();
            }

            session.Out.WriteByte((byte)'\n');
        }
    }
}
