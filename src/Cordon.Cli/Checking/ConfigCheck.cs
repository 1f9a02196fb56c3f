using Cordon.Domain.Signals;
using Cordon.Engine.Pending;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Node.Settings;

namespace Cordon.Cli.Checking;

/// <summary>Compares a configuration with the chains it names.</summary>
internal sealed class ConfigCheck(NodeSettings settings, Func<string, string?> environment, TimeProvider time)
{
    private readonly CheckBook _book = new();

    /// <summary>Everything that was looked at, in the order of the file.</summary>
    public async Task<IReadOnlyList<CheckLine>> RunAsync(CancellationToken cancellation)
    {
        GuardianCheck guardian = new(_book, settings, environment);
        Address? account = settings.Guardian is null ? null : guardian.Account();
        foreach (ChainSettings chain in settings.Chains)
        {
            RpcClient[] clients = [.. chain.Endpoints.Select(endpoint => new RpcClient(endpoint, time: time))];
            try
            {
                await ChainAsync(chain, clients, guardian, account, cancellation);
            }
            finally
            {
                foreach (RpcClient client in clients) await client.DisposeAsync();
            }
        }

        return _book.Lines;
    }

    private async Task ChainAsync(
        ChainSettings chain, RpcClient[] clients, GuardianCheck guardian, Address? account,
        CancellationToken cancellation)
    {
        RpcClient? node = null;
        foreach (RpcClient client in clients)
        {
            int before = _book.Lines.Count;
            await new EndpointCheck(_book).RunAsync(client, chain.Id, chain.FollowsMempool, cancellation);
            bool answers = _book.Lines.Skip(before).All(line => line.Level < CheckLevel.Wrong);
            if (answers) node ??= client;
        }

        if (node is null) return; // what is on the chain cannot be told, and its endpoints' lines say why
        await new DeploymentCheck(_book, node, chain).RunAsync(cancellation);
        ProtocolCheck protocols = new(_book, node, chain);
        foreach (GuardedProtocol guarded in settings.Protocols.Where(each => each.Protocol.Chain == chain.Id))
            await protocols.RunAsync(guarded, cancellation);
        await InvariantsAsync(node, chain, cancellation);
        if (account is { } key && chain.Stake is not null)
            await guardian.RunAsync(node, chain, key, cancellation);
    }

    private Task InvariantsAsync(RpcClient node, ChainSettings chain, CancellationToken cancellation)
    {
        string[] names = [.. settings.Invariants.Where(each => each.Chain == chain.Id)
            .Select(each => $"{each.Protocol}: {each.Name}")];
        string place = $"chain {chain.Id}: invariants";
        return names.Length == 0 ? Task.CompletedTask : _book.TryAsync(place, async () =>
        {
            await using OtherChains others = new(settings, chain.Id);
            List<string> faults = [];
            var foreign = new ForeignValues(
                settings.Invariants.Where(each => each.Chain == chain.Id), others.NodeOf,
                (id, fault) => faults.AddRange(fault is null ? [] : [$"values of chain {id}: {fault}"]),
                time);
            InvariantWatch watch = new(node, chain.Id, settings.Invariants, foreign: foreign);
            BlockHeader head = await node.GetBlockHeaderAsync("latest", cancellation)
                ?? throw new RpcException(RpcFailure.Implausible, "eth_getBlockByNumber", node.Endpoint.ToString(),
                    "it has no latest block", "Ask another endpoint.");
            IReadOnlyList<Signal> signals = await watch.CheckAsync(head, cancellation);
            foreach (string fault in faults) _book.Add(CheckLevel.Wrong, place, fault);
            foreach (Signal signal in signals) _book.Add(CheckLevel.Wrong, place, signal.Summary);
            if (signals.Count + faults.Count == 0)
                _book.Add(CheckLevel.Fine, place, $"{string.Join(", ", names)} hold");
        });
    }
}
