using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Cordon.Contracts.Deployment;
using Cordon.Contracts.Roles;

namespace Cordon.Cli.Deployment;

/// <summary>A finished deployment as JSON; spec/deployment.schema.json says what each member means. The same deployment
/// gives the same bytes, whichever run wrote them.</summary>
internal static class DeploymentJson
{
    public static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // a file, not a web page: quotes as they are
        NewLine = "\n",
    };

    public static string Write(
        MechanismPlan plan, ulong block, IReadOnlyList<DeployedContract> contracts, IReadOnlyList<RoleHolder> roles)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("version", 1);
            json.WriteNumber("chain", plan.Settings.ChainId);
            json.WriteNumber("block", block);
            json.WriteString("salt", plan.Settings.Salt);
            json.WriteString("deployer", plan.Deployer.ToChecksumString());
            json.WriteString("token", plan.Settings.Token.ToChecksumString());
            WriteContracts(json, contracts);
            WriteRoles(json, roles);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray()) + "\n";
    }

    public static void WriteContracts(Utf8JsonWriter json, IReadOnlyList<DeployedContract> contracts)
    {
        json.WriteStartArray("contracts");
        foreach (DeployedContract contract in contracts)
        {
            json.WriteStartObject();
            json.WriteString("name", contract.Name);
            json.WriteString("contract", contract.Contract);
            json.WriteString("address", contract.Address.ToChecksumString());
            json.WriteString("codeHash", contract.CodeHash.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void WriteRoles(Utf8JsonWriter json, IReadOnlyList<RoleHolder> roles)
    {
        json.WriteStartArray("roles");
        foreach (RoleHolder role in roles)
        {
            json.WriteStartObject();
            json.WriteString("contract", role.Contract);
            json.WriteString("role", role.Role);
            json.WriteString("holder", role.Holder.ToChecksumString());
            json.WriteString("name", role.HolderName);
            json.WriteBoolean("expected", role.IsExpected);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
