using Cordon.Cli.Terminal;
using Cordon.Contracts.Deployment;
using Cordon.Contracts.Roles;

namespace Cordon.Cli.Deployment;

/// <summary>A mechanism on a terminal: where its contracts are, and who holds which role.</summary>
internal static class DeploymentText
{
    public static void Write(
        Session session, IReadOnlyList<DeployedContract> contracts, IReadOnlyList<RoleHolder> roles)
    {
        foreach (DeployedContract contract in contracts)
            session.WriteLine($"{contract.Name,-15} {contract.Address.ToChecksumString()}  {contract.Contract}");
        session.WriteLine();
        foreach (RoleHolder role in roles)
        {
            string mark = role.IsExpected ? "" : "  NOT EXPECTED";
            session.WriteLine(TerminalText.Clean(
                $"{role.Contract,-15} {role.Role,-24} {role.Holder.ToChecksumString()}  {role.HolderName}{mark}"));
        }

        if (roles.Count > 0) session.WriteLine();
    }
}
