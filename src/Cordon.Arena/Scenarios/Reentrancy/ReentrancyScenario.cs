using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Community;
using Cordon.Arena.Deployment;
using Cordon.Ethereum;

namespace Cordon.Arena.Scenarios.Reentrancy;

/// <summary>A vault that pays before it books is emptied by a contract that asks again while it is paid.</summary>
public sealed class ReentrancyScenario : IScenario
{
    public ScenarioCard Card { get; } = new(
        2, "reentrancy", "reentrancy in a vault",
        "A vault of ether pays before it books. A thief's contract deposits 30, takes it out, and asks for it again "
        + "from inside each payment until the vault is empty, in one transaction.");

    public Expectation Expectation { get; } = new();

    public async Task<IScenarioPlay> SetUpAsync(
        Stage stage, Commons? cordon, CancellationToken cancellation = default)
    {
        CoinVaultSite site = await CoinVaultSite.BuildAsync(stage, cordon, cancellation);
        ArenaAccount thief = await stage.InviteAsync("thief", isPoor: true, cancellation);
        byte[] code = new ReentrantThief.Deployment(site.Vault)
            .Encode(await stage.Bytecode.OursAsync("ReentrantThief", cancellation));
        Address contract = await stage.Chain.DeployAsync(
            new Act(thief, To: null, code, "thief creates a contract") { Role = TransactionRole.Preparation },
            cancellation);
        return new ReentrancyPlay(site, thief, contract);
    }
}
