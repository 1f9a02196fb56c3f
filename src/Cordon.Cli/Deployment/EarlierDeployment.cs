using Cordon.Cli.Terminal;
using Cordon.Contracts.Deployment;

namespace Cordon.Cli.Deployment;

/// <summary>Keeps a run from beginning another mechanism where it was meant to finish or verify one: all addresses
/// follow from the deployer and the settings.</summary>
internal static class EarlierDeployment
{
    /// <summary>Demands that the file which a run would write, if it exists, is of the same mechanism; returns
    /// the block in which the stake was created by that file, null where there is none.</summary>
    /// <exception cref="CommandException">It is of another one, or no file of <c>cordon deploy</c>.</exception>
    public static ulong? Require(string path, MechanismPlan plan)
    {
        if (!File.Exists(path) || new FileInfo(path).Length == 0) return null;
        DeploymentClaims earlier = DeploymentClaims.Read("--out", path);
        if (earlier.Deployer != plan.Deployer)
            throw Refusal(path, $"account {earlier.Deployer} deployed, and this key is of {plan.Deployer}");
        if (earlier.Contracts.TryGetValue("stake", out DeployedContract? stake) && stake.Address != plan.Stake)
        {
            throw Refusal(path,
                $"has its stake at {stake.Address}, and this configuration (or version of cordon) gives {plan.Stake}");
        }

        return earlier.Block;
    }

    private static CommandException Refusal(string path, string why) => CommandException.BadInput(
        $"{path} is of a mechanism that {why}: another mechanism would be deployed. To look at the one in the file "
        + "use --audit, which needs no key; to deploy another one name another file with --out");
}
