using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Community;
using Cordon.Arena.Deployment;
using Cordon.Contracts.Deployment;
using Cordon.Ethereum;

namespace Cordon.Arena.Scenarios.ShareInflation;

/// <summary>The first depositor of a fresh vault makes its one share so dear that the next deposit buys none.</summary>
public sealed class ShareInflationScenario : IScenario
{
    private const uint DaySeconds = 86_400;

    public ScenarioCard Card { get; } = new(
        11, "share-inflation", "share inflation of a fresh ERC-4626 vault",
        "A thief owns the only share of a fresh vault, for one wei. When a deposit of 40 WETH lies in the mempool, the "
        + "thief gives the vault 40 WETH ahead of it: the deposit buys nothing, and the one share is worth 80.");

    public Expectation Expectation { get; } = new();

    public async Task<IScenarioPlay> SetUpAsync(
        Stage stage, Commons? cordon, CancellationToken cancellation = default)
    {
        Address weth = stage.World.Weth;
        EnrolledProtocol? enrolled = null;
        Address vault;
        if (cordon is null)
        {
            byte[] code = new ShareVault.Deployment(weth)
                .Encode(await stage.Bytecode.OursAsync("ShareVault", cancellation));
            vault = await stage.Chain.DeployAsync(
                new Act(stage.Founder, To: null, code, "founder creates the vault"), cancellation);
        }
        else
        {
            byte[] code = await stage.Bytecode.OursAsync("GuardedShareVault", cancellation);
            AssetLimit limit = new(weth, Deployer.Ether(1_000), DaySeconds, DaySeconds);
            enrolled = await cordon.ProtectAsync(
                "share_vault", [limit], breaker => new GuardedShareVault.Deployment(weth, breaker).Encode(code),
                cancellation);
            vault = enrolled.Contract;
        }

        ArenaAccount thief = await stage.InviteAsync("thief", isPoor: false, cancellation);
        foreach (ArenaAccount who in (ArenaAccount[])[thief, .. stage.Traders])
        {
            await stage.Chain.SendAsync(
                Act.Call(who, weth, new TestToken.ApproveCall(vault, UInt256.MaxValue),
                    $"{who.Name} lets the vault take"),
                cancellation);
        }

        await stage.Chain.MineAsync(cancellation);
        return new ShareInflationPlay(stage, vault, enrolled, thief);
    }
}
