using Cordon.Ethereum;

namespace Cordon.Contracts.Deployment;

/// <summary>What it takes to approve an upgrade's code, and what approving malicious code costs.</summary>
/// <param name="Approvals">Auditors, 2 to 32.</param>
/// <param name="WindowSeconds">From submission to the first execution, 1 to 30 days.</param>
/// <param name="StakeMin">The stake that makes an auditor, in the token's smallest unit.</param>
/// <param name="SlashWad">The part that is lost, 1e18 = all; at least 1 %.</param>
public sealed record ReviewSettings(uint Approvals, ulong WindowSeconds, UInt256 StakeMin, UInt256 SlashWad)
{
    internal void Check()
    {
        DeploymentSettings.Require(Approvals is >= 2 and <= 32, "review.approvals", "2 to 32");
        DeploymentSettings.Require(WindowSeconds is >= 86_400 and <= 30 * 86_400, "review.window", "1d to 30d");
        DeploymentSettings.Require(!StakeMin.IsZero, "review.stake_min", "more than 0");
        UInt256 wad = EngagementArithmetic.Wad;
        DeploymentSettings.Require(SlashWad >= wad / 100 && SlashWad <= wad, "review.slash", "0.01 to 1");
    }
}
