using Cordon.Arena.Deployment;
using Cordon.Arena.Nodes;
using Cordon.Contracts;
using Cordon.Contracts.Tests;
using Cordon.Ethereum;

namespace Cordon.Council.Tests;

/// <summary>A Safe of a release before the one that this repository deploys, from the code that was published.
/// </summary>
internal sealed record OlderSafe(string Version, Address Safe, Address MultiSend)
{
    public static async Task<OlderSafe> CreateAsync(
        CouncilChain chain, string version, Address[] owners, ulong threshold)
    {
        bool isFirst = version == "1.3.0";
        string prefix = isFirst ? "Gnosis" : "";
        Address singleton = await DeployAsync($"{prefix}Safe.sol/{prefix}Safe");
        Address handler = await DeployAsync(
            "handler/CompatibilityFallbackHandler.sol/CompatibilityFallbackHandler");
        Address multiSend = await DeployAsync("libraries/MultiSend.sol/MultiSend");
        byte[] proxy = await CodeAsync($"proxies/{prefix}SafeProxy.sol/{prefix}SafeProxy");
        Address safe = await chain.CreateAsync([.. proxy, .. new Hash256(singleton.ToUInt256()).ToArray()]);
        await chain.ActAsync(SomeSettings.Account(90), safe, new Safe.SetupCall(
            owners, threshold, Address.Zero, [], handler, Address.Zero, UInt256.Zero, Address.Zero).Encode());
        return new OlderSafe(version, safe, multiSend);

        async Task<Address> DeployAsync(string path) => await chain.CreateAsync(await CodeAsync(path));

        Task<byte[]> CodeAsync(string path) => ContractArtifact.ReadBytecodeAsync(NpmPackages.File(
            isFirst ? "@gnosis.pm/safe-contracts" : "@safe-global/safe-contracts",
            $"build/artifacts/contracts/{path}.json"), DeployChain.Stop);
    }
}
