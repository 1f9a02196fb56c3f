using Cordon.Ethereum;

namespace Cordon.Contracts.Deployment;

/// <summary>A protocol that gets a breaker.</summary>
/// <param name="Name">Lower-case letters, digits and underscores; the breaker is called breaker_NAME.</param>
/// <param name="Governor">Who sets limits and members; null for the governor's timelock.</param>
/// <param name="Members">The protocol's contracts that report flows.</param>
/// <param name="Assets">Limited assets, each once.</param>
public sealed record ProtocolSettings(
    string Name, Address? Governor, IReadOnlyList<Address> Members, IReadOnlyList<AssetLimit> Assets)
{
    internal void Check()
    {
        string place = $"protocols.{Name}";
        bool isName = Name.Length is > 0 and <= 32
            && Name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');
        DeploymentSettings.Require(isName, "protocols", "a name of up to 32 lower-case letters, digits, underscores");
        bool isDistinct = Assets.Select(asset => asset.Asset).Distinct().Count() == Assets.Count;
        DeploymentSettings.Require(isDistinct, $"{place}.assets", "each asset once");
        foreach (AssetLimit asset in Assets)
        {
            bool isLimit = asset.Limit >= 4 && asset.Limit < UInt256.One << 126;
            DeploymentSettings.Require(isLimit, $"{place}.limit", "4 to 2^126 - 1 of the smallest unit");
            DeploymentSettings.Require(asset.WindowSeconds is >= 600 and <= 604_800, $"{place}.window", "10m to 7d");
            DeploymentSettings.Require(asset.HoldMaxSeconds is >= 1 and <= 604_800, $"{place}.hold_max", "1s to 7d");
        }
    }
}
