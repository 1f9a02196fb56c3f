using System.Text.Json;
using Cordon.Cli.Terminal;
using Cordon.Contracts.Deployment;
using Cordon.Contracts.Roles;

namespace Cordon.Cli.Deployment;

/// <summary>An audit as JSON; spec/audit.schema.json says what each member means.</summary>
internal static class AuditJson
{
    public static void Write(
        Session session, MechanismPlan plan, AuditReport report, IReadOnlyList<AuditFinding> findings)
    {
        using (Utf8JsonWriter json = new(session.Out, DeploymentJson.Options))
        {
            json.WriteStartObject();
            json.WriteNumber("version", 1);
            json.WriteNumber("chain", plan.Settings.ChainId);
            json.WriteNumber("block", report.Block);
            json.WriteString("deployer", plan.Deployer.ToChecksumString());
            json.WriteBoolean("clean", findings.Count == 0);
            json.WriteStartArray("findings");
            foreach (AuditFinding finding in findings)
            {
                json.WriteStartObject();
                json.WriteString("contract", finding.Contract);
                json.WriteString("text", finding.Text);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            DeploymentJson.WriteContracts(json, report.Contracts);
            DeploymentJson.WriteRoles(json, report.Roles);
            json.WriteEndObject();
        }

        session.Out.WriteByte((byte)'\n');
    }
}
