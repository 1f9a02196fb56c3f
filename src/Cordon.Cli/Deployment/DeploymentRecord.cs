using System.Text.Json;
using Cordon.Cli.Terminal;
using Cordon.Ethereum;

namespace Cordon.Cli.Deployment;

/// <summary>What others need of the file that <c>cordon deploy</c> writes.</summary>
/// <param name="Chain">Chain id; null where the file has none.</param>
/// <param name="Block">The block in which the stake was created; null in files of older versions.</param>
/// <param name="Names">What each contract is in the mechanism, and the stake's token.</param>
internal sealed record DeploymentRecord(ulong? Chain, ulong? Block, Dictionary<Address, string> Names)
{
    private const int BytesMax = 4 * 1024 * 1024;

    /// <summary>The contract with a name; null where there is none.</summary>
    public Address? Find(string name) =>
        Names.Where(pair => pair.Value == name).Select(pair => (Address?)pair.Key).FirstOrDefault();

    /// <exception cref="CommandException">The file is missing, or not one of <c>cordon deploy</c>.</exception>
    public static DeploymentRecord Read(string path)
    {
        if (!File.Exists(path)) throw CommandException.BadInput($"--deployment: {path}: no such file");
        if (new FileInfo(path).Length > BytesMax)
            throw CommandException.BadInput($"{path}: expected at most {BytesMax} bytes");
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            JsonElement root = document.RootElement;
            Dictionary<Address, string> names = [];
            foreach (JsonElement contract in root.GetProperty("contracts").EnumerateArray())
            {
                names[Address.Parse(contract.GetProperty("address").GetString()!)] =
                    contract.GetProperty("name").GetString() ?? "";
            }

            if (root.TryGetProperty("token", out JsonElement token))
                names.TryAdd(Address.Parse(token.GetString()!), "the stake's token");
            return new DeploymentRecord(Number(root, "chain"), Number(root, "block"), names);
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException
            or FormatException or ArgumentNullException)
        {
            throw CommandException.BadInput(
                $"{path}: expected what cordon deploy wrote (spec/deployment.schema.json): {wrong.Message}", wrong);
        }
    }

    private static ulong? Number(JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out JsonElement value)) return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetUInt64(out ulong number)
            ? number
            : throw new FormatException($"{name}: expected a whole number, found {value.GetRawText()}");
    }
}
