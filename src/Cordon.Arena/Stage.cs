using Cordon.Arena.Chain;
using Cordon.Arena.Community;
using Cordon.Arena.Deployment;

namespace Cordon.Arena;

/// <summary>What a scenario plays on: the chain, what is deployed, who lives there, and chance.</summary>
public sealed class Stage(
    LocalChain chain, ArenaBytecode bytecode, ArenaWorld world, ArenaAccount founder, int seed) : IDisposable
{
    private readonly List<ArenaAccount> _accounts = [founder];

    public LocalChain Chain => chain;

    public ArenaBytecode Bytecode => bytecode;

    public ArenaWorld World => world;

    /// <summary>Deployed everything and owns it; signs what a protocol's team would.</summary>
    public ArenaAccount Founder => founder;

    /// <summary>Accounts that trade honestly, with tokens and approvals.</summary>
    public IReadOnlyList<ArenaAccount> Traders { get; private set; } = [];

    public int Seed => seed;

    /// <summary>Chance, from the stage's seed alone.</summary>
    public Random Random { get; } = new(seed);

    /// <summary>Another chain with the same people, once somebody has gone there.</summary>
    public Stage? Abroad { get; private set; }

    /// <summary>The way to another chain and the community there; null where there is none.</summary>
    public Func<CancellationToken, Task<(Stage Stage, Commons Commons)>>? Passage { get; init; }

    /// <summary>This chain, and the other one if anybody has gone there.</summary>
    public IEnumerable<LocalChain> Chains => Abroad is null ? [chain] : [chain, .. Abroad.Chains];

    /// <summary>Another chain as it was in the beginning, and Cordon's community there: the same people, with the same
    /// keys, accounts, exchange and contracts of their own.</summary>
    /// <exception cref="ArenaException">There is no way to another chain, or its node does not start.</exception>
    public async Task<(Stage Stage, Commons Commons)> GoAbroadAsync(CancellationToken cancellation = default)
    {
        if (Passage is null) throw new ArenaException("This stage has one chain only.");
        (Stage Stage, Commons Commons) there = await Passage(cancellation);
        Abroad = there.Stage;
        return there;
    }

    /// <summary>Deploys everything and settles the traders.</summary>
    public static async Task<Stage> BuildAsync(
        LocalChain chain, int seed, int traderCount, CancellationToken cancellation = default)
    {
        ArenaBytecode bytecode = await ArenaBytecode.LoadAsync(cancellation);
        var founder = new ArenaAccount(seed, "founder");
        ArenaWorld world = await new Deployer(chain, bytecode, founder).DeployAsync(cancellation);
        var stage = new Stage(chain, bytecode, world, founder, seed);
        var traders = new List<ArenaAccount>();
        for (int i = 1; i <= traderCount; i++) traders.Add(await stage.InviteAsync($"trader {i}", false, cancellation));
        stage.Traders = traders;
        return stage;
    }

    /// <summary>The same stage after its chain went back to an earlier state: the accounts go on where they were then.
    /// </summary>
    public static async Task<Stage> ResumeAsync(
        LocalChain chain, ArenaBytecode bytecode, ArenaWorld world, int seed, int traderCount,
        Func<CancellationToken, Task<(Stage Stage, Commons Commons)>>? passage = null,
        CancellationToken cancellation = default)
    {
        ArenaAccount founder = await ArenaAccount.ResumeAsync(chain, seed, "founder", cancellation);
        var stage = new Stage(chain, bytecode, world, founder, seed) { Passage = passage };
        var traders = new List<ArenaAccount>();
        for (int i = 1; i <= traderCount; i++) traders.Add(await stage.ResumeAsync($"trader {i}", cancellation));
        stage.Traders = traders;
        return stage;
    }

    /// <summary>An account that the chain may know already; it gets nothing.</summary>
    public async Task<ArenaAccount> ResumeAsync(string name, CancellationToken cancellation = default)
    {
        ArenaAccount account = await ArenaAccount.ResumeAsync(chain, seed, name, cancellation);
        _accounts.Add(account);
        return account;
    }

    /// <summary>Makes a new account with ether and, unless <paramref name="isPoor"/>, tokens and approvals.</summary>
    public async Task<ArenaAccount> InviteAsync(string name, bool isPoor, CancellationToken cancellation = default)
    {
        var account = new ArenaAccount(seed, name);
        _accounts.Add(account);
        await new Residents(chain, world, founder).SettleAsync([account], isPoor, cancellation);
        return account;
    }

    public void Dispose()
    {
        foreach (ArenaAccount account in _accounts) account.Dispose();
        Abroad?.Dispose();
    }
}
