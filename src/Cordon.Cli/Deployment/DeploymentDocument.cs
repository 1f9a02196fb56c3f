using System.Text.Json;
using Cordon.Cli.Terminal;

namespace Cordon.Cli.Deployment;

/// <summary>Reads the file that <c>cordon deploy</c> writes.</summary>
internal static class DeploymentDocument
{
    private const int BytesMax = 4 * 1024 * 1024;

    /// <param name="option">The option that names the file, for messages.</param>
    /// <param name="read">Makes something of the file's one object.</param>
    /// <exception cref="CommandException">The file is missing, or not one of <c>cordon deploy</c>.</exception>
    public static T Read<T>(string option, string path, Func<JsonElement, T> read)
    {
        if (!File.Exists(path)) throw CommandException.BadInput($"{option}: {path}: no such file");
        if (new FileInfo(path).Length > BytesMax)
            throw CommandException.BadInput($"{option}: {path}: expected at most {BytesMax} bytes");
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            return read(document.RootElement);
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException
            or FormatException or ArgumentException)
        {
            throw CommandException.BadInput($"{option}: {path}: expected what cordon deploy wrote "
                + $"(spec/deployment.schema.json): {wrong.Message}", wrong);
        }
    }
}
