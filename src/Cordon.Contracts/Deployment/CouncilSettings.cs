using Cordon.Ethereum;

namespace Cordon.Contracts.Deployment;

/// <summary>The Safe that can overturn, resolve and extend.</summary>
/// <param name="Owners">Its owners, each once.</param>
/// <param name="Threshold">How many must sign, 2 or more.</param>
public sealed record CouncilSettings(IReadOnlyList<Address> Owners, int Threshold)
{
    internal void Check()
    {
        DeploymentSettings.Require(Owners.Count is >= 2 and <= 50, "council.owners", "2 to 50 addresses");
        DeploymentSettings.Require(Owners.Distinct().Count() == Owners.Count, "council.owners", "each address once");
        // Safe's own lists use address 1 as their end.
        bool isUsable = Owners.All(owner => owner.ToUInt256() > UInt256.One);
        DeploymentSettings.Require(isUsable, "council.owners", "no address 0 or 1");
        DeploymentSettings.Require(
            Threshold >= 2 && Threshold <= Owners.Count, "council.threshold", $"2 to {Owners.Count}");
    }
}
