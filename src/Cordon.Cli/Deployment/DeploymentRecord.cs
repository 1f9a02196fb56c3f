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
    /// <summary>The contract with a name; null where there is none.</summary>
    public Address? Find(string name) =>
        Names.Where(pair => pair.Value == name).Select(pair => (Address?)pair.Key).FirstOrDefault();

    /// <exception cref="CommandException">The file is missing, or not one of <c>cordon deploy</c>.</exception>
    public static DeploymentRecord Read(string path) => DeploymentDocument.Read("--deployment", path, root =>
    {
        Dictionary<Address, string> names = [];
        foreach (JsonElement contract in root.GetProperty("contracts").EnumerateArray())
        {
            names[Address.Parse(contract.GetProperty("address").GetString()!)] =
                contract.GetProperty("name").GetString() ?? "";
        }

        if (root.TryGetProperty("token", out JsonElement token))
            names.TryAdd(Address.Parse(token.GetString()!), "the stake's token");
        return new DeploymentRecord(Number(root, "chain"), Number(root, "block"), names);
    });

    private static ulong? Number(JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out JsonElement value)) return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetUInt64(out ulong number)
            ? number
            : throw new FormatException($"{name}: expected a whole number, found {value.GetRawText()}");
    }
}
