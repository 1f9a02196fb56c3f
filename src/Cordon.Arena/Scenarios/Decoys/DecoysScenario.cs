using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Community;
using Cordon.Arena.Deployment;
using Cordon.Contracts;
using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;

namespace Cordon.Arena.Scenarios.Decoys;

/// <summary>The theft of scenario 1 behind a flood of transactions that look like it, with the first guardian's node
/// gone.</summary>
public sealed class DecoysScenario : IScenario
{
    private const int QuietBlocks = 3;
    private const int Accounts = 10;
    private const int DecoysEach = 10;

    public ScenarioCard Card { get; } = new(
        12, "decoys", "a guardian knocked out, a flood of decoys",
        "Before the theft of scenario 1 the thief knocks the first guardian's node out and sends 100 transactions of "
        + "ten accounts to the lender and to its own contract, none of which does anything, so that the guards look at "
        + "them first. Two guardians are left whose nodes may act.");

    public Expectation Expectation { get; } = new();

    public async Task<IScenarioPlay> SetUpAsync(
        Stage stage, Commons? cordon, CancellationToken cancellation = default)
    {
        LenderSite site = await LenderSite.BuildAsync(stage, cordon, cancellation);
        FlashSwapHeist heist = await FlashSwapHeist.PrepareAsync(site, cancellation);
        var helpers = new List<ArenaAccount>();
        for (int i = 1; i <= Accounts; i++)
            helpers.Add(await stage.InviteAsync($"decoy {i}", isPoor: true, cancellation));
        return new Play(site, heist, helpers, cordon);
    }

    private sealed class Play(
        LenderSite site, FlashSwapHeist heist, IReadOnlyList<ArenaAccount> helpers, Commons? cordon) : LenderPlay(site)
    {
        private const ulong DecoyGas = 100_000;

        public override Protection? Protection => base.Protection is { } told
            ? told with { AllMayAct = true, FirstIsKnockedOut = true }
            : null;

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

        // Two nodes find the same at once and both answer: the chain takes one's, and costs the other a little gas.
        public override async Task<IReadOnlyList<string>> FaultsAsync(
            IReadOnlyList<RaisedIncident> incidents, CancellationToken cancellation = default)
        {
            List<string> faults = [];
            if (incidents.Count != 1) faults.Add($"{incidents.Count} incidents were raised about one theft.");
            var docket = new Docket(cordon!);
            uint first = await docket.IndexAsync(cordon!.Members.Guardians[0], cancellation);
            if (incidents.Any(raised => raised.Raiser == first)) faults.Add("Who was knocked out raised it.");
            foreach (Guardian guardian in cordon.Members.Guardians)
            {
                UInt256 locked = (await Site.Stage.Chain.ReadAsync(
                    cordon.Registry, new IncidentRegistry.BondCall(guardian.Owner.Address), cancellation)).Locked;
                if (!locked.IsZero) faults.Add($"{guardian.Name} still has {locked} at stake after the decision.");
            }

            return faults;
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
