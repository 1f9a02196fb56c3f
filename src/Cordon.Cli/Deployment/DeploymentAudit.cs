using Cordon.Cli.Terminal;
using Cordon.Contracts.Deployment;
using Cordon.Contracts.Roles;
using Cordon.Ethereum.Rpc;

namespace Cordon.Cli.Deployment;

/// <summary>Holds the file of a deployment, its settings and the chain against each other. Without a key: nothing can
/// be sent.</summary>
internal static class DeploymentAudit
{
    /// <summary>Prints what is there and what is wrong with it; returns the exit code.</summary>
    /// <param name="node">Of the file's chain.</param>
    /// <exception cref="CommandException">The settings are not those of the file.</exception>
    /// <exception cref="DeploymentException">A setting is out of its range, or a contract does not answer.</exception>
    public static async Task<int> RunAsync(
        Session session,
        DeploymentSettings settings,
        DeploymentClaims claims,
        IRpcCaller node,
        bool asJson,
        CancellationToken cancellation)
    {
        settings.Check();
        MechanismPlan plan = new(settings, claims.Deployer);
        claims.RequireSame(plan);
        SearchProgress progress = new(session);
        MechanismHistory history = new(node, session.Time, progress.Show) { Claimed = claims.Block };
        AuditReport report = await new MechanismAudit(plan, node, history).RunAsync(cancellation);
        progress.Clear();
        AuditFinding[] findings = [.. report.Findings, .. claims.Differences(report)];

        if (asJson) AuditJson.Write(session, plan, report, findings);
        else Print(session, report, findings);
        if (findings.Length == 0) return ExitCode.Success;
        ErrorRenderer.Write(
            session, $"findings: {findings.Length}; the mechanism is not as its settings and its file say");
        return ExitCode.AnswerIsNo;
    }

    private static void Print(Session session, AuditReport report, AuditFinding[] findings)
    {
        DeploymentText.Write(session, report.Contracts, report.Roles);
        foreach (AuditFinding finding in findings)
            session.WriteLine(TerminalText.Clean($"wrong   {finding.Contract}: {finding.Text}"));
        string roles = report.Roles.Count > 0
            ? $"{report.Roles.Count} roles"
            : "no roles, which only a complete mechanism can be asked for";
        session.WriteLine($"read at block {report.Block}: {report.Contracts.Count} contracts with the right code, "
            + $"{roles}, findings: {findings.Length}; nothing was sent");
    }
}
