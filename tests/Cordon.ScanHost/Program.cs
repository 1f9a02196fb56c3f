using System.Globalization;
using Cordon.Detection.Registry;
using Cordon.Domain.Ports;
using Cordon.Domain.Protocols;
using Cordon.Engine.Pipeline;
using Cordon.Engine.Sources;
using Cordon.Storage.Sqlite;

// Scans recordings into a database, or goes on where an earlier run was killed: the victim of the kill -9 test.
// usage: Cordon.ScanHost DATABASE BLOCKS_PER_COMMIT FILE...
(string database, int blocksPerCommit) = (args[0], int.Parse(args[1], CultureInfo.InvariantCulture));
FileBlockSource source = new(args[2..]);
DetectorSet detectors = DetectorRegistry.Create(WatchList.Empty);
const string SourceName = "recordings";
try
{
    using SqliteScanStore store = SqliteScanStore.Open(database);
    StoreSink sink = new(store, SourceName, detectors, blocksPerCommit);
    Scanner scanner = new(
        () => new FactReader(), detectors, new ScanOptions { Threads = 2 },
        StoreSink.StartFrom(store, SourceName, isRestarted: true));
    Console.WriteLine("ready");
    await scanner.RunAsync(source, sink);
    sink.Flush();
    return 0;
}
catch (StoreException failure)
{
    await Console.Error.WriteLineAsync(failure.Message);
    return 3;
}
