using Cordon.Domain.Incidents;
using Cordon.Domain.Signals;

namespace Cordon.Domain.Ports;

/// <summary>Keeps what scans found, and where they are. Every method throws <see cref="StoreException"/>.</summary>
public interface IScanStore : IDisposable
{
    /// <summary>How far a source has been scanned, null where it never was.</summary>
    ScanCursor? ReadCursor(string source);

    /// <summary>What the engine remembered, a timeline a chain. Each timeline begins with a block whose state is
    /// known; its first block has all parts of the state, the later ones those that changed.</summary>
    IReadOnlyList<StoredTimeline> ReadTimelines();

    /// <summary>Saves a setting unless it is there, and returns what is there: a later scan compares.</summary>
    string KeepSetting(string setting, string value);

    /// <summary>Keeps blocks, all or none of them. Keeping the same block again changes nothing.</summary>
    void Commit(IReadOnlyList<BlockCommit> blocks);

    /// <summary>Signals by chain, block and position, retracted ones included; streams.</summary>
    IEnumerable<Signal> ReadSignals(Severity severityMin = Severity.Info);

    /// <summary>Incidents by chain and first block, whatever their state; streams.</summary>
    IEnumerable<Incident> ReadIncidents(Severity severityMin = Severity.Info);
}
