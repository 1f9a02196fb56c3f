using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cordon.Cli;
using Cordon.Cli.Terminal;
using Cordon.Cli.Tests;

namespace Cordon.Council.Tests;

/// <summary>What <c>cordon council show</c> printed, as JSON and as text.</summary>
internal sealed record Shown(int ExitCode, string Out, string Error)
{
    private static readonly JsonSchema Schema = JsonSchema.Load("council.schema.json");

    public JsonElement Json
    {
        get
        {
            using JsonDocument document = JsonDocument.Parse(Out);
            return document.RootElement.Clone();
        }
    }

    /// <summary>All sentences about what changes.</summary>
    public string Words => string.Join('\n', Json.GetProperty("simulation").GetProperty("changes").EnumerateArray()
        .Select(change => change.GetProperty("words").GetString()));

    /// <summary>All remarks of a gravity.</summary>
    public string Remarks(string gravity) => string.Join('\n', Json.GetProperty("remarks").EnumerateArray()
        .Where(remark => remark.GetProperty("gravity").GetString() == gravity)
        .Select(remark => $"{remark.GetProperty("where").GetString()}: {remark.GetProperty("text").GetString()}"));

    public string Dangers => Remarks("danger");

    /// <summary>Shows a transaction from standard input, as JSON that must fit its schema.</summary>
    public static async Task<Shown> OfAsync(JsonObject transaction, string rpc, params string[] more)
    {
        Shown shown = await RunAsync(
            transaction.ToJsonString(), ["council", "show", "-", "--rpc", rpc, "--json", .. more]);
        Assert.True(shown.ExitCode is 0 or 1, shown.Error);
        Assert.Empty(Schema.Faults(shown.Out));
        return shown;
    }

    public static async Task<Shown> RunAsync(string input, params string[] arguments)
    {
        using MemoryStream output = new();
        using StringWriter error = new();
        using Session session = new()
        {
            In = new MemoryStream(Encoding.UTF8.GetBytes(input)),
            Out = output,
            Error = error,
            Width = 200,
        };
        int exitCode = await CordonProgram.RunAsync(arguments, session, TestContext.Current.CancellationToken);
        return new Shown(exitCode, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }
}
