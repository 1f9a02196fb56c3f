using Microsoft.Data.Sqlite;

namespace Cordon.Storage.Sqlite;

/// <summary>The tables of a database and their version.</summary>
/// <param name="ApplicationId">Tells the file from other SQLite databases: four letters.</param>
internal sealed record SqliteSchema(int ApplicationId, int Version, string Tables)
{
    /// <summary>What turns each version into the next, from the first on.</summary>
    public IReadOnlyList<string> Upgrades { get; init; } = [];

    // ord numbers a chain's blocks in the order in which they were taken; a replaced block's number is used again.
    private const string ScanTables = """
        CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE cursor (
            source TEXT PRIMARY KEY, delivered INTEGER NOT NULL, chain INTEGER NOT NULL, number INTEGER NOT NULL,
            hash TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE block (
            chain INTEGER NOT NULL, ord INTEGER NOT NULL, number INTEGER NOT NULL, hash TEXT NOT NULL,
            parent TEXT NOT NULL, state_known INTEGER NOT NULL, PRIMARY KEY (chain, ord)) STRICT, WITHOUT ROWID;
        CREATE TABLE state (
            chain INTEGER NOT NULL, name TEXT NOT NULL, ord INTEGER NOT NULL, bytes BLOB NOT NULL,
            PRIMARY KEY (chain, name, ord)) STRICT, WITHOUT ROWID;
        CREATE TABLE signal (
            id TEXT PRIMARY KEY, chain INTEGER NOT NULL, ord INTEGER NOT NULL, position INTEGER NOT NULL,
            block INTEGER NOT NULL, detector TEXT NOT NULL, severity INTEGER NOT NULL, retracted INTEGER NOT NULL,
            json BLOB NOT NULL) STRICT, WITHOUT ROWID;
        CREATE INDEX signal_of_block ON signal (chain, ord, position);
        CREATE TABLE incident (
            id TEXT PRIMARY KEY, chain INTEGER NOT NULL, first_block INTEGER NOT NULL, severity INTEGER NOT NULL,
            state TEXT NOT NULL, json BLOB NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE incident_of_block (
            chain INTEGER NOT NULL, ord INTEGER NOT NULL, position INTEGER NOT NULL, json BLOB NOT NULL,
            PRIMARY KEY (chain, ord, position)) STRICT, WITHOUT ROWID;
        """;

    private const string SendingTables = """
        CREATE TABLE send (
            key TEXT PRIMARY KEY, chain INTEGER NOT NULL, account TEXT NOT NULL, nonce INTEGER NOT NULL,
            is_open INTEGER NOT NULL, created_ms INTEGER NOT NULL, committed TEXT NOT NULL, json BLOB NOT NULL)
            STRICT, WITHOUT ROWID;
        CREATE INDEX send_open ON send (chain, account, is_open, nonce);
        CREATE INDEX send_recent ON send (chain, account, created_ms);
        """;

    // Decisions are only ever added: seq is the order in which they were made.
    private const string DecisionTables = """
        CREATE TABLE decision (
            seq INTEGER PRIMARY KEY, key TEXT NOT NULL, protocol TEXT NOT NULL, at_ms INTEGER NOT NULL,
            json BLOB NOT NULL) STRICT;
        CREATE INDEX decision_of_key ON decision (key, seq);
        CREATE INDEX decision_recent ON decision (at_ms);
        CREATE TABLE incident (id TEXT PRIMARY KEY, json BLOB NOT NULL) STRICT, WITHOUT ROWID;
        """;

    // identity tells this database's log from another's; applied is the last of its entries that the tables have.
    private const string AheadTables = """
        CREATE TABLE ahead (
            id INTEGER PRIMARY KEY CHECK (id = 1), identity BLOB NOT NULL, applied INTEGER NOT NULL) STRICT;
        INSERT INTO ahead VALUES (1, randomblob(16), 0);
        """;

    private const string AttestingTables = """
        CREATE TABLE scope (id INTEGER PRIMARY KEY CHECK (id = 1), text TEXT NOT NULL) STRICT;
        CREATE TABLE decision (incident BLOB PRIMARY KEY, verdict INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE attestation (
            incident BLOB NOT NULL, signer BLOB NOT NULL, verdict INTEGER NOT NULL, signature BLOB NOT NULL,
            PRIMARY KEY (incident, signer, verdict)) STRICT, WITHOUT ROWID;
        """;

    private const string EngagingTables = """
        CREATE TABLE answer (
            id INTEGER PRIMARY KEY, chain INTEGER NOT NULL, contract BLOB NOT NULL, guardian BLOB NOT NULL,
            epoch INTEGER NOT NULL, commitment BLOB NOT NULL UNIQUE, seed BLOB NOT NULL, last_hash BLOB NOT NULL,
            digest BLOB NOT NULL, salt BLOB NOT NULL) STRICT;
        CREATE INDEX answer_of_epoch ON answer (chain, contract, guardian, epoch);
        """;

    /// <summary>What scans found: "CRDN".</summary>
    public static SqliteSchema Scan { get; } = new(0x4352444E, 1, ScanTables);

    /// <summary>What was sent: "CRDS".</summary>
    public static SqliteSchema Sending { get; } = new(0x43524453, 1, SendingTables);

    /// <summary>What was decided, and sent for that: "CRDD".</summary>
    public static SqliteSchema Decisions { get; } =
        new(0x43524444, 3, DecisionTables + SendingTables + AheadTables) { Upgrades = [SendingTables, AheadTables] };

    /// <summary>What guardians attested: "CRDA".</summary>
    public static SqliteSchema Attesting { get; } = new(0x43524441, 1, AttestingTables);

    /// <summary>What a guardian answered to attention challenges: "CRDE".</summary>
    public static SqliteSchema Engaging { get; } = new(0x43524445, 1, EngagingTables);

    /// <summary>Creates the tables of a new file,
    /// or checks that an old one is ours and not newer than we are.</summary>
    /// <returns>What is wrong with the file, null where it can be used.</returns>
    public string? Prepare(SqliteConnection connection)
    {
        long application = ApplicationOf(connection);
        long version = Pragma(connection, "user_version");
        bool isNew = application == 0 && version == 0
            && Scalar(connection, "SELECT count(*) FROM sqlite_schema") == 0;
        if (isNew)
        {
            // One transaction: a program killed here leaves an empty file, not half a schema.
            using SqliteTransaction transaction = connection.BeginTransaction();
            Execute(connection, Tables);
            Execute(connection, $"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Version};");
            transaction.Commit();
            return null;
        }

        if (ProblemOf(connection) is { } problem) return problem;
        if (version < Version) Upgrade(connection);
        return null;
    }

    // Whole, and of two programs that do it at the same moment one.
    private void Upgrade(SqliteConnection connection)
    {
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        for (long version = Pragma(connection, "user_version"); version < Version; version++)
            Execute(connection, $"{Upgrades[(int)version - 1]} PRAGMA user_version = {version + 1};");
        transaction.Commit();
    }

    /// <summary>What is wrong with a file that has its tables; null where it can be used.</summary>
    public string? ProblemOf(SqliteConnection connection)
    {
        long version = Pragma(connection, "user_version");
        if (ApplicationOf(connection) != ApplicationId) return "is a database of another program: give another file.";
        return version > Version
            ? $"was written by a newer Cordon (schema {version}, this one knows up to {Version}): update Cordon, or "
                + "give another file."
            : null;
    }

    /// <summary>Which program's database it is: one of the schemas' <see cref="ApplicationId"/> where it is ours.
    /// </summary>
    public static long ApplicationOf(SqliteConnection connection) => Pragma(connection, "application_id");

    /// <summary>Lets a file grow to so many MB at most; 0 for no bound but the disk's.</summary>
    public static void Bound(SqliteConnection connection, int sizeMaxMb)
    {
        const long pageBytes = 4096;
        if (sizeMaxMb > 0)
            Execute(connection, $"PRAGMA max_page_count = {sizeMaxMb * 1024L * 1024 / pageBytes};");
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static long Pragma(SqliteConnection connection, string name) => Scalar(connection, $"PRAGMA {name}");

    private static long Scalar(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
