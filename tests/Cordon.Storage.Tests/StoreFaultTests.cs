using Cordon.Domain.Ports;
using Cordon.Domain.Signals;
using Cordon.Storage.Sqlite;

namespace Cordon.Storage.Tests;

public class StoreFaultTests
{
    private static string MessageOf(Action action) => Assert.Throws<StoreException>(action).Message;

    [Fact]
    public void A_second_scan_on_one_database_is_refused_and_the_first_goes_on()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("scan.db");
        using SqliteScanStore first = SqliteScanStore.Open(path);

        string message = MessageOf(() => SqliteScanStore.Open(path));

        Assert.Equal($"{path}: another program is writing to it: wait until it has finished, or give another file.",
            message);
        first.Commit([Sample.Commit(1)]);
        Assert.Equal(1, first.ReadCursor("source")!.Delivered);
    }

    [Fact]
    public void A_database_is_free_again_when_the_scan_has_ended()
    {
        using TemporaryFolder folder = new();
        SqliteScanStore.Open(folder.File("scan.db")).Dispose();

        SqliteScanStore.Open(folder.File("scan.db")).Dispose();
    }

    [Fact]
    public void Reading_goes_on_while_a_scan_writes()
    {
        using TemporaryFolder folder = new();
        using SqliteScanStore writer = SqliteScanStore.Open(folder.File("scan.db"));
        writer.Commit([Sample.Commit(1, Sample.Signal(1, "a"))]);

        using SqliteScanStore reader = SqliteScanStore.OpenReadOnly(folder.File("scan.db"));

        Assert.Single(reader.ReadSignals());
        Assert.Throws<InvalidOperationException>(() => reader.Commit([Sample.Commit(2)]));
    }

    [Fact]
    public void A_database_of_a_newer_version_is_refused_and_left_as_it_is()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("scan.db");
        SqliteScanStore.Open(path).Dispose();
        TemporaryFolder.Run(path, "PRAGMA user_version = 7");

        Assert.Equal($"{path}: was written by a newer Cordon (schema 7, this one knows up to 1): update Cordon, or "
            + "give another file.", MessageOf(() => SqliteScanStore.Open(path)));
        Assert.Contains("schema 7", MessageOf(() => SqliteScanStore.OpenReadOnly(path)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_of_another_program_is_refused()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("other.db");
        TemporaryFolder.Run(path, "CREATE TABLE wallet (id INTEGER)");

        Assert.Equal($"{path}: is a database of another program: give another file.",
            MessageOf(() => SqliteScanStore.Open(path)));
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("text.db");
        File.WriteAllText(path, string.Concat(Enumerable.Repeat("this is not a database\n", 400)));

        Assert.Equal($"{path}: is not a database: give another file.", MessageOf(() => SqliteScanStore.Open(path)));
    }

    [Fact]
    public void A_read_only_database_is_refused()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("scan.db");
        SqliteScanStore.Open(path).Dispose();
        File.SetAttributes(path, FileAttributes.ReadOnly);

        Assert.Equal($"{path}: is read-only: make it writable or give another file.",
            MessageOf(() => SqliteScanStore.Open(path)));
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_named()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "missing", "scan.db");

        Assert.Equal($"{path}: its folder does not exist: create it first.",
            MessageOf(() => SqliteScanStore.Open(path)));
    }

    [Fact]
    public void A_database_to_read_that_does_not_exist_is_named_and_not_created()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("none.db");

        Assert.Equal($"{path}: there is no such database.", MessageOf(() => SqliteScanStore.OpenReadOnly(path)));
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void A_full_disk_is_an_error_that_keeps_what_was_there_and_nothing_of_the_block()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("scan.db");
        using SqliteScanStore store = SqliteScanStore.Open(path, new SqliteStoreOptions { SizeMaxMb = 1 });
        store.Commit([Sample.Commit(1, Sample.Signal(1, "small"))]);
        Signal large = Sample.Signal(2, "large") with { Summary = new string('x', 3_000_000) };

        string message = MessageOf(() => store.Commit([Sample.Commit(2, Sample.Signal(2, "b"), large)]));

        Assert.Equal(
            $"{path}: no space left: free some space (or raise the size bound) and run again, nothing is lost.",
            message);
        Assert.Equal(1, store.ReadCursor("source")!.Delivered);
        Assert.Equal(["small"], store.ReadSignals().Select(signal => signal.Detector));
        store.Commit([Sample.Commit(2, Sample.Signal(2, "b"))]); // goes on once there is room
        Assert.Equal(2, store.ReadCursor("source")!.Delivered);
    }

    [Fact]
    public void A_setting_is_kept_as_it_was_first_said()
    {
        using TemporaryFolder folder = new();
        using SqliteScanStore store = SqliteScanStore.Open(folder.File("scan.db"));

        Assert.Equal("sandwich", store.KeepSetting("detectors", "sandwich"));
        Assert.Equal("sandwich", store.KeepSetting("detectors", "arbitrage"));
        Assert.Equal("arbitrage", store.KeepSetting("others", "arbitrage"));
    }

    [Fact]
    public void A_damaged_row_is_an_error_and_not_a_signal_less()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("scan.db");
        using (SqliteScanStore store = SqliteScanStore.Open(path))
            store.Commit([Sample.Commit(1, Sample.Signal(1, "a"))]);
        TemporaryFolder.Run(path, "UPDATE signal SET json = x'7B7D'");

        using SqliteScanStore damaged = SqliteScanStore.Open(path);

        Assert.Contains("a row cannot be read", MessageOf(() => damaged.ReadTimelines()), StringComparison.Ordinal);
        Assert.Contains("a row cannot be read", MessageOf(() => Assert.Empty(damaged.ReadSignals())),
            StringComparison.Ordinal);
    }
}
