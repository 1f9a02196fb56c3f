using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Community;
using Cordon.Arena.Deployment;
using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;

namespace Cordon.Arena.Scenarios.Decoys;

/// <summary>The theft of scenario 1 behind a flood of transactions that look like it.</summary>
public sealed class DecoysScenario : IScenario
{
    private const int QuietBlocks = 3;
    private const int Accounts = 10;
    private const int DecoysEach = 10;

    public ScenarioCard Card { get; } = new(
        12, "decoys", "mempool flooded with decoys",
        "Before the theft of scenario 1 the thief sends 100 transactions of ten accounts to the lender and to its own "
        + "contract, none of which does anything, so that the guard looks at them first.");

    public Expectation Expectation { get; } = new();

    public async Task<IScenarioPlay> SetUpAsync(
        Stage stage, Commons? cordon, CancellationToken cancellation = default)
    {
        LenderSite site = await LenderSite.BuildAsync(stage, cordon, cancellation);
        FlashSwapHeist heist = await FlashSwapHeist.PrepareAsync(site, cancellation);
        var helpers = new List<ArenaAccount>();
        for (int i = 1; i <= Accounts; i++)
            helpers.Add(await stage.InviteAsync($"decoy {i}", isPoor: true, cancellation));
        return new Play(site, heist, helpers);
    }

    private sealed class Play(LenderSite site, FlashSwapHeist heist, IReadOnlyList<ArenaAccount> helpers)
        : LenderPlay(site)
    {
        private const ulong DecoyGas = 100_000;

        public override async Task RunAsync(CancellationToken cancellation = default)
        {
            LocalChain chain = Site.Stage.Chain;
            await Site.LiveAsync(QuietBlocks, cancellation);
            for (int i = 0; i < DecoysEach; i++)
            {
                foreach (ArenaAccount helper in helpers) await chain.SendAsync(Decoy(helper, i), cancellation);
            }

            await chain.SendAsync(heist.Strike(), cancellation);
            await Site.LiveAsync(blocks: 2, cancellation);
        }

        /// <summary>A call of the lender that moves nothing, or of the thief's contract, which refuses strangers.
        /// </summary>
        private Act Decoy(ArenaAccount helper, int number)
        {
            (Address to, ICalldata call) = (number % 3) switch
            {
                0 => (Site.Lender, (ICalldata)new SpotPriceLender.BorrowCall(0)),
                1 => (Site.Lender, new SpotPriceLender.DepositCollateralCall(0)),
                _ => (heist.Contract, new FlashSwapAttacker.AttackCall(Deployer.Ether(1), Deployer.Ether(1))),
            };
            return Act.Call(helper, to, call, $"{helper.Name} distracts") with
            {
                Role = TransactionRole.Decoy,
                GasLimit = DecoyGas,
                TipGwei = (ulong)Site.Stage.Random.Next(1, 9),
            };
        }
    }
}
