using System.Text.Json;
using Cordon.Cli.Terminal;
using Cordon.Ethereum;

namespace Cordon.Cli.Council;

/// <summary>Names of a mechanism's contracts, from the file that <c>cordon deploy</c> writes.</summary>
internal static class DeploymentLabels
{
    private const int BytesMax = 4 * 1024 * 1024;

    /// <exception cref="CommandException">The file is not one of <c>cordon deploy</c>.</exception>
    public static Dictionary<Address, string> Read(string path)
    {
        if (new FileInfo(path) is { Exists: true, Length: > BytesMax })
            throw CommandException.BadInput($"{path}: expected at most {BytesMax} bytes");
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            Dictionary<Address, string> labels = [];
            foreach (JsonElement contract in document.RootElement.GetProperty("contracts").EnumerateArray())
            {
                labels[Address.Parse(contract.GetProperty("address").GetString()!)] =
                    contract.GetProperty("name").GetString() ?? "";
            }

            if (document.RootElement.TryGetProperty("token", out JsonElement token))
                labels.TryAdd(Address.Parse(token.GetString()!), "the stake's token");
            return labels;
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException
            or FormatException or ArgumentNullException)
        {
            throw CommandException.BadInput(
                $"{path}: expected what cordon deploy wrote (spec/deployment.schema.json): {wrong.Message}", wrong);
        }
    }
}
