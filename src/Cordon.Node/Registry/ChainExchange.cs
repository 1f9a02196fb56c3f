using Cordon.Domain.Attestations;
using Cordon.Domain.Ports;
using Cordon.Ethereum.Rpc;
using Cordon.Node.Events;
using Cordon.Node.Settings;
using Cordon.Response.Attestations;
using Cordon.Response.Sending;
using Cordon.Response.Signing;
using Cordon.Storage.Sqlite;

namespace Cordon.Node.Registry;

/// <summary>The exchange of attestations about one chain's registry, with a journal of its own.</summary>
internal sealed class ChainExchange : IRunningExchange
{
    private readonly GuardianExchange _exchange;
    private readonly SqliteAttestationJournal _journal;

    private ChainExchange(GuardianExchange exchange, SqliteAttestationJournal journal) =>
        (_exchange, _journal) = (exchange, journal);

    /// <summary>Begins to listen and to speak; null where the chain has no registry, or the key signs no typed data.
    /// </summary>
    /// <exception cref="RpcException">The node failed.</exception>
    /// <exception cref="StoreException">The journal cannot be used.</exception>
    /// <exception cref="SigningException">The key cannot be used.</exception>
    public static async Task<ChainExchange?> StartAsync(
        ChainSettings chain, NodeSettings settings, IRpcCaller node, ITransactionSigner? signer, Sender? sender,
        ExchangeServer? server, EventPump events, TimeProvider time, CancellationToken cancellation)
    {
        if (chain.Registry is not { } registry || chain.Stake is not { } stake) return null;
        if (signer is not ITypedDataSigner typed || sender is null) return null;
        var scope = new RegistryScope(chain.Id, registry, stake);
        SqliteAttestationJournal journal = SqliteAttestationJournal.Open(
            NodeFiles.Attestations(settings.DataFolder, chain.Id), scope.Name, withRoom: true);
        try
        {
            var ports = new ExchangePorts(node, typed, journal, server)
            {
                Submit = sender.SendAsync,
                Account = sender.Account,
                OnEvent = happened => CommunityNews.Tell(happened, chain.Id, events),
            };
            ExchangeOptions options = settings.Options.Exchange;
            if (chain.DeploymentBlock > 0) options = options with { FromBlock = chain.DeploymentBlock };
            if (settings.Guardian?.AllowsPrivatePeers == true) options = options with { AllowsPrivateAddresses = true };
            GuardianExchange exchange = await GuardianExchange.StartAsync(scope, ports, options, time, cancellation);
            return new ChainExchange(exchange, journal);
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public Task AttestAsync(OnChainIncident incident, CancellationToken cancellation) =>
        _exchange.AttestAsync(incident.Id, Verdict.Attack, cancellation);

    public async ValueTask DisposeAsync()
    {
        await _exchange.DisposeAsync();
        _journal.Dispose();
    }
}
