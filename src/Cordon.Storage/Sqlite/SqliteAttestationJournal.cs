using Cordon.Domain.Attestations;
using Cordon.Domain.Ports;
using Cordon.Ethereum;
using Microsoft.Data.Sqlite;

namespace Cordon.Storage.Sqlite;

/// <summary>Keeps a guardian's verdicts about one registry's incidents in a SQLite file of its own, each on the disk
/// before <see cref="Decide"/> returns.</summary>
/// <remarks>Decisions are synced to the disk, others' attestations are not: a decision that is lost can be decided the
/// other way, which is slashed; a peer's attestation comes again.</remarks>
public sealed class SqliteAttestationJournal : IAttestationJournal
{
    private readonly Lock _use = new();
    private readonly SqliteConnection _connection;
    private readonly WriterLock _lock;
    private readonly string _path;

    private SqliteAttestationJournal(string path, SqliteConnection connection, WriterLock writerLock) =>
        (_path, _connection, _lock) = (path, connection, writerLock);

    /// <summary>Opens a journal, creating it where there is none.</summary>
    /// <param name="scope">Chain and registry, in any form; a journal of another scope is refused.</param>
    /// <exception cref="StoreException">It is locked, read-only, newer, of another scope, or no journal.</exception>
    public static SqliteAttestationJournal Open(string path, string scope)
    {
        if (File.Exists(path) && File.GetAttributes(path).HasFlag(FileAttributes.ReadOnly))
            throw new StoreException(SqliteFaults.ReadOnlyText(path));
        WriterLock writerLock = WriterLock.Take(path);
        SqliteConnection connection = new(
            new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            connection.Open();
            SqliteSchema.Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
            if (SqliteSchema.Attesting.Prepare(connection) is { } problem)
                throw new StoreException($"{path}: {problem}");
            RequireScope(path, connection, scope);
            return new SqliteAttestationJournal(path, connection, writerLock);
        }
        catch (Exception fault)
        {
            connection.Dispose();
            writerLock.Dispose();
            if (fault is SqliteException sqlite) throw SqliteFaults.Explain(path, sqlite);
            throw;
        }
    }

    /// <inheritdoc/>
    public Verdict Decide(Hash256 incident, Verdict verdict) => Guarded(() =>
    {
        using SqliteCommand insert = SqliteRows.Command(
            _connection, "INSERT OR IGNORE INTO decision VALUES ($incident, $verdict)",
            ("$incident", incident.ToArray()), ("$verdict", (long)verdict));
        insert.ExecuteNonQuery();
        return Find(incident)!.Value;
    });

    /// <inheritdoc/>
    public Verdict? FindDecision(Hash256 incident) => Guarded(() => Find(incident));

    /// <inheritdoc/>
    public void Keep(IReadOnlyCollection<Attestation> attestations)
    {
        ArgumentNullException.ThrowIfNull(attestations);
        Guarded(() =>
        {
            SqliteSchema.Execute(_connection, "PRAGMA synchronous = NORMAL;");
            try
            {
                using SqliteTransaction transaction = _connection.BeginTransaction();
                foreach (Attestation attestation in attestations) Insert(attestation, transaction);
                transaction.Commit();
                return 0;
            }
            finally
            {
                SqliteSchema.Execute(_connection, "PRAGMA synchronous = FULL;");
            }
        });
    }

    /// <inheritdoc/>
    public IReadOnlyList<Attestation> Read(Hash256 incident) => Guarded(() =>
    {
        using SqliteCommand command = SqliteRows.Command(
            _connection, "SELECT signer, verdict, signature FROM attestation WHERE incident = $incident "
            + "ORDER BY signer, verdict", ("$incident", incident.ToArray()));
        List<Attestation> attestations = [];
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read())
        {
            byte[] signer = row.GetFieldValue<byte[]>(0);
            bool isWhole = CompactSignature.TryRead(row.GetFieldValue<byte[]>(2), out CompactSignature signature)
                && signer.Length == Address.SizeBytes;
            if (!isWhole) throw new FormatException($"attestation of {incident}");
            attestations.Add(new Attestation(incident, VerdictOf(row.GetInt64(1)), new Address(signer), signature));
        }

        return attestations;
    });

    /// <inheritdoc/>
    public void Forget(Hash256 incident) => Guarded(() =>
    {
        using SqliteCommand command = SqliteRows.Command(
            _connection, "DELETE FROM attestation WHERE incident = $incident", ("$incident", incident.ToArray()));
        return command.ExecuteNonQuery();
    });

    public void Dispose()
    {
        _connection.Dispose();
        _lock.Dispose();
    }

    private static void RequireScope(string path, SqliteConnection connection, string scope)
    {
        using SqliteCommand insert = SqliteRows.Command(
            connection, "INSERT OR IGNORE INTO scope VALUES (1, $scope)", ("$scope", scope));
        insert.ExecuteNonQuery();
        using SqliteCommand select = SqliteRows.Command(connection, "SELECT text FROM scope");
        string found = (string)select.ExecuteScalar()!;
        if (found != scope)
            throw new StoreException($"{path}: is the journal of {found}, not of {scope}: give another file.");
    }

    private Verdict? Find(Hash256 incident)
    {
        using SqliteCommand select = SqliteRows.Command(
            _connection, "SELECT verdict FROM decision WHERE incident = $incident",
            ("$incident", incident.ToArray()));
        return select.ExecuteScalar() is long verdict ? VerdictOf(verdict) : null;
    }

    private void Insert(Attestation attestation, SqliteTransaction transaction)
    {
        using SqliteCommand insert = SqliteRows.Command(
            _connection, "INSERT OR IGNORE INTO attestation VALUES ($incident, $signer, $verdict, $signature)",
            ("$incident", attestation.Incident.ToArray()), ("$signer", attestation.Signer.ToArray()),
            ("$verdict", (long)attestation.Verdict), ("$signature", attestation.Signature.ToArray()));
        insert.Transaction = transaction;
        insert.ExecuteNonQuery();
    }

    private static Verdict VerdictOf(long number) => number is (long)Verdict.Attack or (long)Verdict.NoAttack
        ? (Verdict)number
        : throw new FormatException($"verdict {number}");

    // A connection of SQLite serves one thread at a time.
    private T Guarded<T>(Func<T> action)
    {
        lock (_use)
        {
            try
            {
                return action();
            }
            catch (SqliteException fault)
            {
                throw SqliteFaults.Explain(_path, fault);
            }
            catch (FormatException fault)
            {
                throw new StoreException($"{_path}: a row cannot be read ({fault.Message}): restore a copy.", fault);
            }
        }
    }
}
