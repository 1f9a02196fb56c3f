using Cordon.Contracts.Deployment;
using Cordon.Ethereum;

namespace Cordon.Contracts.Roles;

/// <summary>The roles of which a contract keeps a list, and who has to be on it. Powers with a single holder are not
/// among them: where the right one is missing, a wrong one is found.</summary>
internal static class DemandedRoles
{
    /// <summary>What a slasher's role begins with; its limit follows.</summary>
    public const string Slasher = "slasher";

    /// <summary>Every demanded role that nobody has whom the design gives it.</summary>
    public static IEnumerable<AuditFinding> Missing(MechanismPlan plan, IReadOnlyList<RoleHolder> found)
    {
        foreach ((string contract, string role, Address holder) in Of(plan))
        {
            bool isHeld = found.Any(has => has.Contract == contract && has.Holder == holder
                && (has.Role == role || (role == Slasher && has.Role.StartsWith(Slasher, StringComparison.Ordinal))));
            if (isHeld) continue;
            string who = holder.IsZero ? "anybody" : holder.ToChecksumString();
            yield return new AuditFinding(contract, $"{role}: expected {who} to hold it, who does not");
        }
    }

    private static IEnumerable<(string Contract, string Role, Address Holder)> Of(MechanismPlan plan)
    {
        foreach (Address owner in plan.Settings.Council.Owners) yield return ("council", "owner", owner);
        yield return ("timelock", "DEFAULT_ADMIN_ROLE", plan.Timelock);
        yield return ("timelock", "PROPOSER_ROLE", plan.Governor);
        yield return ("timelock", "CANCELLER_ROLE", plan.Governor);
        yield return ("timelock", "EXECUTOR_ROLE", Address.Zero);
        foreach (Address slasher in new[] { plan.Registry, plan.Engagement, plan.Review })
            yield return ("stake", Slasher, slasher);
        foreach (Address member in plan.Settings.Budget.Members) yield return ("budget", "member", member);
        foreach (ProtocolSettings protocol in plan.Settings.Protocols)
        {
            foreach (Address member in protocol.Members)
                yield return ($"breaker_{protocol.Name}", "member", member);
        }
    }
}
