using Cordon.Arena.Bindings;
using Cordon.Arena.Chain;
using Cordon.Arena.Community;
using Cordon.Arena.Deployment;
using Cordon.Arena.Guards;
using Cordon.Arena.Scenes;
using Cordon.Contracts;
using Cordon.Contracts.Deployment;
using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;

namespace Cordon.Arena.Scenarios.BorrowedVotes;

/// <summary>A community with votes, OpenZeppelin's governor and timelock, a treasury, and a market that lends votes.
/// </summary>
internal sealed class TreasurySite
{
    public const ulong LentVotes = 300_000;
    private const ulong TreasuryEther = 500;
    private const ulong FloorEther = 400;
    private const ulong TraderVotes = 20_000;
    private const uint DaySeconds = 86_400;

    /// <summary>Blocks until the snapshot, blocks to vote, and time until what was voted may be done: days elsewhere.
    /// </summary>
    public const ulong VotingDelayBlocks = 1;
    public const ulong VotingPeriodBlocks = 3;
    public static readonly TimeSpan Delay = TimeSpan.FromHours(2);

    private TreasurySite(Stage stage) => Stage = stage;

    public Stage Stage { get; }

    public Address Votes { get; private set; }

    public Address Lender { get; private set; }

    public Address Timelock { get; private set; }

    public Address Governor { get; private set; }

    public Address Treasury { get; private set; }

    /// <summary>Null without Cordon.</summary>
    public EnrolledProtocol? Enrolled { get; private set; }

    /// <summary>What the team tells guards: its contracts, and that no single decision takes a fifth of the treasury.
    /// </summary>
    public Protection? Protection => Enrolled is null ? null : new Protection(Enrolled, [Treasury, Governor, Timelock])
    {
        CanQuarantine = false,
        PauseBelief = 0.5, // a treasury that pays an hour later harms nobody
        Invariants =
        [
            new ArenaInvariant(
                "reserve", [("held", $"{Stage.World.Weth}.balanceOf(address)(uint256) {Treasury}")],
                $"held >= {Deployer.Ether(FloorEther)}"),
        ],
    };

    /// <summary>Deploys everything. With Cordon the treasury has a breaker, and Cordon's council may cancel in the
    /// timelock; without, nobody but the governor itself may.</summary>
    public static async Task<TreasurySite> BuildAsync(Stage stage, Commons? cordon, CancellationToken cancellation)
    {
        var site = new TreasurySite(stage);
        await site.FoundAsync(cancellation);
        if (cordon is null)
        {
            byte[] plain = new Treasury.Deployment(site.Timelock)
                .Encode(await stage.Bytecode.OursAsync("Treasury", cancellation));
            site.Treasury = await site.CreateAsync(plain, "the treasury", cancellation);
        }
        else
        {
            byte[] guarded = await stage.Bytecode.OursAsync("GuardedTreasury", cancellation);
            AssetLimit limit = new(stage.World.Weth, Deployer.Ether(2 * TreasuryEther), DaySeconds, DaySeconds);
            site.Enrolled = await cordon.ProtectAsync(
                "treasury", [limit],
                breaker => new GuardedTreasury.Deployment(site.Timelock, breaker).Encode(guarded), cancellation);
            site.Treasury = site.Enrolled.Contract;
            await site.GrantAsync(
                await stage.Chain.ReadAsync(site.Timelock, new TimelockController.CANCELLERROLECall(), cancellation),
                cordon.Mechanism.Plan.Council, cancellation);
        }

        await site.SettleAsync(cancellation);
        return site;
    }

    /// <summary>What is missing of the treasury, what was honestly granted aside.</summary>
    public async Task<Amount> LossAsync(UInt256 granted, CancellationToken cancellation) => Amount.Missing(
        Deployer.Ether(TreasuryEther) - granted,
        await Balance.OfAsync(Stage, Stage.World.Weth, Treasury, cancellation),
        "WETH");

    private async Task FoundAsync(CancellationToken cancellation)
    {
        byte[] token = await Stage.Bytecode.OursAsync("VoteToken", cancellation);
        byte[] lender = await Stage.Bytecode.OursAsync("VoteLender", cancellation);
        Votes = await CreateAsync(
            new VoteToken.Deployment(Deployer.Ether(1_000_000)).Encode(token), "the votes", cancellation);
        Lender = await CreateAsync(
            new VoteLender.Deployment(Votes, Stage.World.Weth, 10_000).Encode(lender),
            "the market for votes", cancellation);
        Timelock = await CreateAsync(
            new TimelockController.Deployment(
                    (UInt256)(ulong)Delay.TotalSeconds, [], [Address.Zero], Stage.Founder.Address)
                .Encode(ContractCode.Of("TimelockController").Creation.Span),
            "the timelock", cancellation);
        Governor = await CreateAsync(
            new CordonGovernor.Deployment(
                    Votes, Timelock, VotingDelayBlocks, (uint)VotingPeriodBlocks, Deployer.Ether(10_000), 4)
                .Encode(ContractCode.Of("CordonGovernor").Creation.Span),
            "the governor", cancellation);
        await GrantAsync(
            await Stage.Chain.ReadAsync(Timelock, new TimelockController.PROPOSERROLECall(), cancellation),
            Governor, cancellation);
    }

    /// <summary>Fills the treasury and the market, and gives the traders votes, which they delegate to themselves.
    /// </summary>
    private async Task SettleAsync(CancellationToken cancellation)
    {
        ArenaAccount founder = Stage.Founder;
        await SendAsync(founder, Stage.World.Weth, new TestToken.TransferCall(Treasury, Deployer.Ether(TreasuryEther)),
            "fills the treasury", cancellation);
        await SendAsync(founder, Votes, new TestToken.TransferCall(Lender, Deployer.Ether(LentVotes)),
            "lends votes out", cancellation);
        foreach (ArenaAccount trader in Stage.Traders)
        {
            await SendAsync(founder, Votes, new TestToken.TransferCall(trader.Address, Deployer.Ether(TraderVotes)),
                $"gives {trader.Name} votes", cancellation);
        }

        await Stage.Chain.MineAsync(cancellation);
        foreach (ArenaAccount trader in Stage.Traders)
            await SendAsync(trader, Votes, new VoteToken.DelegateCall(trader.Address), "takes its votes", cancellation);
        await Stage.Chain.MineAsync(cancellation);
    }

    private async Task GrantAsync(Hash256 role, Address to, CancellationToken cancellation)
    {
        await SendAsync(
            Stage.Founder, Timelock, new TimelockController.GrantRoleCall(role, to), "grants a role", cancellation);
        await Stage.Chain.MineAsync(cancellation);
    }

    private Task<Hash256> SendAsync(
        ArenaAccount who, Address to, ICalldata call, string what, CancellationToken cancellation) =>
        Stage.Chain.SendAsync(Act.Call(who, to, call, $"{who.Name} {what}"), cancellation);

    private Task<Address> CreateAsync(byte[] code, string what, CancellationToken cancellation) =>
        Stage.Chain.DeployAsync(new Act(Stage.Founder, To: null, code, $"founder creates {what}"), cancellation);
}
