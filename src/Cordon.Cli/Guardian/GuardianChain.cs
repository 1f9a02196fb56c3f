using Cordon.Cli.Configuration;
using Cordon.Cli.Deployment;
using Cordon.Cli.Terminal;
using Cordon.Contracts;
using Cordon.Ethereum;
using Cordon.Ethereum.Bindings;
using Cordon.Ethereum.Rpc;
using Cordon.Node.Settings;

namespace Cordon.Cli.Guardian;

/// <summary>The chain on which a guardian is registered, with the contracts that the configuration names, all of them
/// there.</summary>
internal sealed class GuardianChain : IAsyncDisposable
{
    private const int DecimalsMax = 36, SymbolLengthMax = 16;

    private readonly string _config;
    private SearchStart? _deployedAt; // as the deployment's file has it

    private GuardianChain(string config, NodeSettings settings, ChainSettings chain, RpcClient node) =>
        (_config, Settings, Chain, Node) = (config, settings, chain, node);

    public NodeSettings Settings { get; }

    public ChainSettings Chain { get; }

    public RpcClient Node { get; }

    public Address Stake => Chain.Stake!.Value;

    public Address Registry => Chain.Registry!.Value;

    /// <summary>Null where no deployment was given.</summary>
    public Address? Stream { get; private set; }

    public StakedToken Token { get; private set; } = new(default, 0, "");

    /// <summary>Connects, and holds the configuration against the chain and the deployment.</summary>
    /// <param name="wanted">Chain id; null where the configuration has one with a stake.</param>
    /// <param name="deployment">What <c>cordon deploy</c> wrote; null for none.</param>
    /// <exception cref="CommandException">What is configured is not there, or is something else.</exception>
    /// <exception cref="RpcException">No endpoint answers.</exception>
    public static async Task<GuardianChain> OpenAsync(
        string config, ulong? wanted, string? deployment, TimeProvider time, CancellationToken cancellation)
    {
        NodeSettings settings = NodeConfigReader.Read(config);
        ChainSettings chain = Choose(settings, config, wanted);
        RpcClient node = await ConnectAsync(chain, config, time, cancellation);
        var opened = new GuardianChain(config, settings, chain, node);
        try
        {
            await opened.RequireCodeAsync(config, cancellation);
            opened.Token = await opened.TokenAsync(cancellation);
            if (deployment is not null) await opened.CompareAsync(deployment, config, cancellation);
            return opened;
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    public Task<T> AskAsync<T>(Address to, IContractCall<T> call, CancellationToken cancellation) =>
        Node.ReadAsync(to, call, "latest", cancellation);

    /// <summary>The configuration's own guardian: whose node's key this is.</summary>
    /// <exception cref="CommandException">It is nobody's.</exception>
    public async Task<Address> GuardianOfAsync(Address key, CancellationToken cancellation)
    {
        Address guardian = await AskAsync(Stake, new GuardianStake.GuardianOfKeyCall(key), cancellation);
        return guardian.IsZero
            ? throw new CommandException(ExitCode.AnswerIsNo,
                $"{key} is no guardian's key in the stake {Stake}: register it with 'cordon guardian register'")
            : guardian;
    }

    /// <summary>What the stake knows of a guardian.</summary>
    /// <exception cref="CommandException">The account is none.</exception>
    public async Task<GuardianStake.Guardian> RecordAsync(Address guardian, CancellationToken cancellation)
    {
        GuardianStake.Guardian record = await AskAsync(Stake, new GuardianStake.GuardianCall(guardian), cancellation);
        return record.Index != 0 ? record : throw new CommandException(
            ExitCode.AnswerIsNo, $"{guardian} is no guardian in the stake {Stake}");
    }

    /// <summary>What a stream owes somebody, in the token's smallest unit.</summary>
    public async Task<UInt256> OwedAsync(Address stream, Address recipient, CancellationToken cancellation)
    {
        UInt256 debt = await AskAsync(stream, new WatchStream.DebtOfCall(recipient), cancellation);
        return debt / await AskAsync(stream, new WatchStream.SCALECall(), cancellation);
    }

    /// <summary>From where on events are looked for: as asked for, else as the configuration or the deployment's file
    /// has it.</summary>
    /// <exception cref="CommandException">Nobody says.</exception>
    public SearchStart SearchFrom(ulong? asked)
    {
        if (asked is { } block) return new SearchStart(block, "--from");
        if (Chain.DeploymentBlock > 0)
            return new SearchStart((ulong)Chain.DeploymentBlock, $"{_config}: deploymentBlock");
        return _deployedAt ?? throw CommandException.BadInput(
            $"{_config}: chain {Chain.Id}: expected deploymentBlock, the block in which registry and stake were "
            + "deployed, since events are looked for from there on; or give --deployment FILE with a block in it, or "
            + "--from BLOCK (0 misses nothing, and is slow on a long chain)");
    }

    public ValueTask DisposeAsync() => Node.DisposeAsync();

    private static ChainSettings Choose(NodeSettings settings, string config, ulong? wanted)
    {
        ChainSettings[] staked = [.. settings.Chains.Where(chain => chain.Stake is not null)];
        string ids = string.Join(", ", staked.Select(chain => chain.Id));
        if (staked.Length == 0)
            throw CommandException.BadInput($"{config}: chains: expected one with registry and stake, found none");
        if (wanted is { } id)
        {
            return staked.FirstOrDefault(chain => chain.Id == id)
                ?? throw CommandException.BadInput($"--chain: expected one with a stake ({ids}), found {id}");
        }

        return staked.Length == 1 ? staked[0] : throw CommandException.BadInput($"expected --chain, one of {ids}");
    }

    private static async Task<RpcClient> ConnectAsync(
        ChainSettings chain, string config, TimeProvider time, CancellationToken cancellation)
    {
        RpcException? dead = null;
        foreach (RpcEndpoint endpoint in chain.Endpoints)
        {
            var node = new RpcClient(endpoint, time: time);
            try
            {
                ulong found = await node.ChainIdAsync(cancellation);
                if (found == chain.Id) return node;
                await node.DisposeAsync();
                throw CommandException.BadInput(
                    $"{config}: chains: {endpoint} is of chain {found}, expected one of chain {chain.Id}");
            }
            catch (RpcException failure)
            {
                dead = failure;
                await node.DisposeAsync();
            }
        }

        throw dead ?? throw CommandException.BadInput($"{config}: chains: chain {chain.Id} has no endpoint");
    }

    private async Task RequireCodeAsync(string config, CancellationToken cancellation)
    {
        (string Name, Address? Address)[] named =
            [("stake", Chain.Stake), ("registry", Chain.Registry), ("engagement", Chain.Engagement)];
        foreach ((string name, Address? address) in named)
        {
            if (address is not { } contract) continue;
            if ((await Node.GetCodeAsync(contract, "latest", cancellation)).Length > 0) continue;
            throw CommandException.BadInput(
                $"{config}: {name}: expected a contract on chain {Chain.Id}, found no code at {contract}");
        }
    }

    private async Task<StakedToken> TokenAsync(CancellationToken cancellation)
    {
        Address token = await AskAsync(Stake, new GuardianStake.TOKENCall(), cancellation);
        byte decimals = await AskAsync(token, new Erc20.DecimalsCall(), cancellation);
        if (decimals > DecimalsMax)
        {
            throw CommandException.BadInput(
                $"the token {token} has {decimals} decimals, expected at most {DecimalsMax}");
        }

        string symbol = TerminalText.Clean(await AskAsync(token, new Erc20.SymbolCall(), cancellation));
        return new StakedToken(token, decimals, symbol.Length > SymbolLengthMax ? symbol[..SymbolLengthMax] : symbol);
    }

    private async Task CompareAsync(string path, string config, CancellationToken cancellation)
    {
        DeploymentRecord record = DeploymentRecord.Read(path);
        if (record.Chain is { } id && id != Chain.Id)
            throw CommandException.BadInput($"{path}: expected a deployment on chain {Chain.Id}, found one on {id}");
        (string Name, Address? Configured)[] pairs =
            [("stake", Chain.Stake), ("registry", Chain.Registry), ("engagement", Chain.Engagement)];
        foreach ((string name, Address? configured) in pairs)
        {
            if (configured is not { } address || record.Find(name) is not { } deployed) continue;
            if (deployed != address)
                throw CommandException.BadInput($"{config}: {name}: expected {deployed} as in {path}, found {address}");
        }

        if (record.Block is { } block && (ulong)Chain.DeploymentBlock > block)
        {
            throw CommandException.BadInput($"{config}: deploymentBlock: expected at most {block} as in {path}, "
                + $"found {Chain.DeploymentBlock}: what happened before would be missed");
        }

        _deployedAt = record.Block is { } at ? new SearchStart(at, $"{path}: block") : null;
        if (record.Find("stream") is not { } stream) return;
        if ((await Node.GetCodeAsync(stream, "latest", cancellation)).Length == 0)
            throw CommandException.BadInput($"{path}: stream: expected a contract, found no code at {stream}");
        Stream = stream;
    }
}
