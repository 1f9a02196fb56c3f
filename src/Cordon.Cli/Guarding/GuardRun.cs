using Cordon.Cli.Configuration;
using Cordon.Cli.Terminal;
using Cordon.Engine.Pending;
using Cordon.Node;
using Cordon.Node.Settings;

namespace Cordon.Cli.Guarding;

/// <summary>One run of a guardian node on a terminal.</summary>
internal sealed class GuardRun(Session session, NodeSettings settings, bool isJson, bool printsAll)
{
    /// <summary>Guards until interrupted, which is how it ends.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        using OpenedKey? key = settings.Guardian is { } guardian
            ? OpenedKey.Open(guardian.Key, Environment.GetEnvironmentVariable)
            : null;
        var printer = new EventPrinter(session, isJson, printsAll);
        var ports = new NodePorts { Listeners = [printer], Signer = key?.Signer, Time = session.Time };
        IReadOnlyDictionary<ulong, PendingSummary> pending = new Dictionary<ulong, PendingSummary>();
        GuardNode node = await GuardNode.StartAsync(settings, ports, cancellation);
        try
        {
            Greet(key, node.Dashboard);
            await node.RunAsync(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Ending what would go on for ever is how it ends.
        }
        finally
        {
            pending = node.Pending;
            await node.DisposeAsync();
        }

        Conclude(printer, pending);
        return ExitCode.Success;
    }

    private void Greet(OpenedKey? key, Uri? dashboard)
    {
        int dry = settings.Protocols.Count(guarded => guarded.Policy.IsDryRun);
        string acting = key is null ? "watching only, without a key" : $"acting as {key.Signer.Address}";
        string held = dry == 0 ? "" : $", {dry} as a dry run";
        ErrorRenderer.Write(session, $"guarding {settings.Protocols.Length} protocols{held} on "
            + $"{settings.Chains.Length} chains, {acting}; Ctrl-C ends it");
        if (dashboard is not null) ErrorRenderer.Write(session, $"dashboard: {dashboard}");
    }

    private void Conclude(EventPrinter printer, IReadOnlyDictionary<ulong, PendingSummary> pending)
    {
        ErrorRenderer.Write(session, $"{printer.Blocks} blocks, {printer.Incidents} incidents, "
            + $"{printer.Actions} actions carried out");
        foreach ((ulong chain, PendingSummary seen) in pending)
        {
            ErrorRenderer.Write(session, $"chain {chain}: {seen.Noticed} pending transactions, {seen.Simulated} run, "
                + $"{seen.Plain} plain payments, {seen.Refused} refused by the node, {seen.Mined} mined before");
            long unseen = seen.Skipped + seen.Lost + seen.Unfetched + seen.Malformed;
            if (unseen > 0)
            {
                ErrorRenderer.Write(session, $"chain {chain}: not looked at: {seen.Skipped} for want of time, "
                    + $"{seen.Lost} notices lost, {seen.Unfetched} gone before they were fetched, "
                    + $"{seen.Malformed} malformed");
            }
        }

        if (printer.Blind.Count > 0)
            ErrorRenderer.Write(session, $"could not see, at least for a while: {string.Join(", ", printer.Blind)}");
    }
}
