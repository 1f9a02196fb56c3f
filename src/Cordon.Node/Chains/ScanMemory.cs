using System.Globalization;
using Cordon.Detection.Registry;
using Cordon.Domain.Ports;
using Cordon.Engine.Correlation;
using Cordon.Engine.Pipeline;
using Cordon.Engine.Reorgs;
using Cordon.Ethereum;
using Cordon.Storage.Sqlite;

namespace Cordon.Node.Chains;

/// <summary>The database of one chain's scan: where it takes up, and what was open then.</summary>
internal sealed class ScanMemory : IDisposable
{
    private readonly SqliteScanStore _store;
    private readonly ulong _chain;

    private ScanMemory(SqliteScanStore store, StoreSink sink, ulong chain) =>
        (_store, Sink, _chain) = (store, sink, chain);

    /// <summary>Keeps what the scan finds, a block at a time.</summary>
    public StoreSink Sink { get; }

    /// <summary>What is remembered of the chain by now; null where nothing is.</summary>
    /// <exception cref="StoreException">The database cannot be read.</exception>
    public StoredTimeline? Read() => _store.ReadTimelines().FirstOrDefault(stored => stored.Chain == _chain);

    /// <summary>Opens the chain's database. One that was made with other detectors or protocols cannot be gone on with:
    /// it is put aside, and a new one begun.</summary>
    /// <param name="identity">Names the detectors, their options and the protocols.</param>
    /// <exception cref="StoreException">It is locked, read-only, damaged or newer.</exception>
    public static ScanMemory Open(string folder, ulong chain, string identity, DetectorSet detectors)
    {
        string path = NodeFiles.Scan(folder, chain);
        string fingerprint = Keccak256.HashUtf8(identity).ToString();
        SqliteScanStore store = SqliteScanStore.Open(path);
        try
        {
            if (store.KeepSetting("node", fingerprint) != fingerprint)
            {
                store.Dispose();
                PutAside(path);
                store = SqliteScanStore.Open(path);
                store.KeepSetting("node", fingerprint);
            }

            string source = string.Create(CultureInfo.InvariantCulture, $"node {chain}");
            return new ScanMemory(store, new StoreSink(store, source, detectors, blocksPerCommit: 1), chain);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>Puts a chain's database aside, which the chain no longer builds on; the next opening begins anew.
    /// </summary>
    public static void PutAside(string folder, ulong chain) =>
        PutAside(NodeFiles.Scan(folder, chain));

    public void Dispose() => _store.Dispose();

    /// <summary>The incidents that could still grow.</summary>
    /// <exception cref="InvalidDataException">They were kept by another version.</exception>
    public static IncidentBook IncidentsOf(StoredTimeline? timeline, DetectorSet detectors)
    {
        EngineState state = EngineState.Begin(detectors.Histories.Select(stage => stage.Initial));
        foreach (StoredBlock block in timeline?.Blocks ?? [])
            state = StateCodec.Load(state, block.States, detectors);
        return state.Incidents;
    }

    private static void PutAside(string path)
    {
        int number = 1;
        while (File.Exists($"{path}.{number}")) number++;
        foreach (string part in (string[])["", "-wal", "-shm"])
        {
            if (File.Exists(path + part)) File.Move(path + part, $"{path}.{number}{part}");
        }
    }
}
