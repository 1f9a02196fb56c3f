using System.Globalization;
using Cordon.Cli.Configuration;
using Cordon.Detection.Registry;
using Cordon.Domain.Ports;
using Cordon.Engine.Pipeline;
using Cordon.Engine.Sources.Node;
using Cordon.Ethereum.Rpc;
using Cordon.Storage.Sqlite;

namespace Cordon.Cli.Scanning;

/// <summary>The database of a scan: where it takes up, and a sink that keeps what it finds.</summary>
internal sealed class ScanStorage : IDisposable
{
    private const int BlocksPerCommit = 16; // of a recording; a chain may be reorganised and is kept block by block

    private readonly SqliteScanStore _store;
    private readonly StoreSink _sink;
    private readonly string _source;

    private ScanStorage(SqliteScanStore store, string source, StoreSink sink, ScanStart start) =>
        (_store, _source, _sink, Start) = (store, source, sink, start);

    /// <summary>Where the scan begins.</summary>
    public ScanStart Start { get; }

    /// <summary>The last block that an earlier run kept, null where there is none.</summary>
    public ulong? ResumedAfter { get; private init; }

    /// <summary>True where an earlier run has done all that was asked for.</summary>
    public bool IsDone { get; private init; }

    /// <summary>Takes blocks; flush it at the end, also at a bad one.</summary>
    public StoreSink Sink => _sink;

    /// <summary>Opens the database, and lets a node's blocks begin where an earlier run ended.</summary>
    /// <exception cref="StoreException">It is locked, read-only, or of a newer version.</exception>
    /// <exception cref="Terminal.CommandException">It was made with other detectors or protocols.</exception>
    public static async Task<ScanStorage> OpenAsync(
        ScanRequest request, CordonConfig config, DetectorSet detectors, BlockInput input,
        CancellationToken cancellation)
    {
        SqliteScanStore store = SqliteScanStore.Open(request.Database!);
        try
        {
            ScanIdentity.Require(store, request, config);
            string source = await IdentityAsync(request, input, cancellation);
            ScanCursor? cursor = store.ReadCursor(source);
            bool isNode = input.Node is not null;
            bool isDone =
                cursor is not null && isNode && !await MoveOnAsync(input, request, store, cursor, cancellation);
            return new ScanStorage(
                store,
                source,
                new StoreSink(store, source, detectors, isNode ? 1 : BlocksPerCommit),
                StoreSink.StartFrom(store, source, isRestarted: !isNode))
            {
                ResumedAfter = cursor?.Number,
                IsDone = isDone,
            };
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>Since when the source has been followed: the first run's moment, so that what a node mined while
    /// nobody looked counts as detected late and not as never missed. Null for a scan of the past.</summary>
    public DateTimeOffset? KeepLiveSince(DateTimeOffset? since)
    {
        if (since is not { } now) return null;
        string kept = _store.KeepSetting(
            $"followed since: {_source}", now.ToString("O", CultureInfo.InvariantCulture));
        return DateTimeOffset.TryParse(
            kept, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTimeOffset first) ? first : now;
    }

    public void Dispose() => _store.Dispose();

    // The blocks of a node are those of its chain, whichever endpoint delivers them; files are themselves.
    private static async Task<string> IdentityAsync(
        ScanRequest request, BlockInput input, CancellationToken cancellation)
    {
        if (input.Node is null) return "files " + string.Join(' ', request.Files!.Select(Path.GetFullPath));
        ulong chain = await input.Node.ChainIdAsync(cancellation);
        return string.Create(CultureInfo.InvariantCulture, $"chain {chain} blocks {request.Blocks}");
    }

    // Begins behind the newest kept block that the node still has, so that a reorganisation meanwhile is seen as one.
    private static async Task<bool> MoveOnAsync(
        BlockInput input, ScanRequest request, SqliteScanStore store, ScanCursor cursor, CancellationToken cancellation)
    {
        StoredTimeline? kept = store.ReadTimelines().FirstOrDefault(timeline => timeline.Chain == cursor.Chain);
        foreach (StoredBlock block in kept?.Blocks.Reverse() ?? [])
        {
            string number = $"0x{block.Number:x}";
            BlockHeader? header = await input.Node!.GetBlockHeaderAsync(number, cancellation);
            if (header?.Hash != block.Hash) continue;
            if (await EndAsync(input, request, cancellation) <= block.Number) return false;
            input.BeginAt(request.Blocks with { From = block.Number + 1 });
            return true;
        }

        return true;
    }

    // The last block asked for, null where there is none.
    private static async Task<ulong?> EndAsync(
        BlockInput input, ScanRequest request, CancellationToken cancellation) =>
        request.Blocks.Follows ? null : request.Blocks.To ?? await input.Node!.BlockNumberAsync(cancellation);
}
