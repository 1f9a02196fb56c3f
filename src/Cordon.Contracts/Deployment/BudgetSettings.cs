using Cordon.Ethereum;

namespace Cordon.Contracts.Deployment;

/// <summary>The sub-DAO for security.</summary>
/// <param name="Members">Ascending, each once, at most 32.</param>
/// <param name="Threshold">How many must approve a spend.</param>
/// <param name="EpochSeconds">1 to 366 days.</param>
/// <param name="Tokens">What an epoch may cost, in the token's smallest unit.</param>
/// <param name="EtherWei">And in wei.</param>
public sealed record BudgetSettings(
    IReadOnlyList<Address> Members, uint Threshold, ulong EpochSeconds, UInt256 Tokens, UInt256 EtherWei)
{
    internal void Check()
    {
        DeploymentSettings.Require(Members.Count is >= 1 and <= 32, "budget.members", "1 to 32 addresses");
        bool isAscending = Members.Zip(Members.Skip(1)).All(pair => pair.First.CompareTo(pair.Second) < 0);
        DeploymentSettings.Require(isAscending && !Members[0].IsZero, "budget.members", "each address once, none zero");
        DeploymentSettings.Require(
            Threshold >= 1 && Threshold <= Members.Count, "budget.threshold", $"1 to {Members.Count}");
        DeploymentSettings.Require(EpochSeconds is >= 86_400 and <= 366 * 86_400, "budget.epoch", "1d to 366d");
    }
}
