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
    private readonly SyncedFile _file;

    private SqliteAttestationJournal(SyncedFile file) => _file = file;

    /// <summary>Opens a journal, creating it where there is none.</summary>
    /// <param name="scope">Chain and registry, in any form; a journal of another scope is refused.</param>
    /// <exception cref="StoreException">It is locked, read-only, newer, of another scope, or no journal.</exception>
    public static SqliteAttestationJournal Open(string path, string scope) => new(SyncedFile.Open(
        path, SqliteSchema.Attesting, prepare: connection => RequireScope(path, connection, scope)));

    /// <inheritdoc/>
    public Verdict Decide(Hash256 incident, Verdict verdict) => _file.Synced(() =>
    {
        using SqliteCommand insert = SqliteRows.Command(
            _file.Connection, "INSERT OR IGNORE INTO decision VALUES ($incident, $verdict)",
            ("$incident", incident.ToArray()), ("$verdict", (long)verdict));
        insert.ExecuteNonQuery();
        return Find(incident)!.Value;
    });

    /// <inheritdoc/>
    public Verdict? FindDecision(Hash256 incident) => _file.Guarded(() => Find(incident));

    /// <inheritdoc/>
    public void Keep(IReadOnlyCollection<Attestation> attestations)
    {
        ArgumentNullException.ThrowIfNull(attestations);
        _file.Synced(() =>
        {
            SqliteSchema.Execute(_file.Connection, "PRAGMA synchronous = NORMAL;");
            try
            {
                using SqliteTransaction transaction = _file.Connection.BeginTransaction();
                foreach (Attestation attestation in attestations) Insert(attestation, transaction);
                transaction.Commit();
                return 0;
            }
            finally
            {
                SqliteSchema.Execute(_file.Connection, "PRAGMA synchronous = FULL;");
            }
        });
    }

    /// <inheritdoc/>
    public IReadOnlyList<Attestation> Read(Hash256 incident) => _file.Guarded(() =>
    {
        using SqliteCommand command = SqliteRows.Command(
            _file.Connection, "SELECT signer, verdict, signature FROM attestation WHERE incident = $incident "
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
    public void Forget(Hash256 incident) => _file.Synced(() =>
    {
        using SqliteCommand command = SqliteRows.Command(
            _file.Connection, "DELETE FROM attestation WHERE incident = $incident", ("$incident", incident.ToArray()));
        return command.ExecuteNonQuery();
    });

    public void Dispose() => _file.Dispose();

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
            _file.Connection, "SELECT verdict FROM decision WHERE incident = $incident",
            ("$incident", incident.ToArray()));
        return select.ExecuteScalar() is long verdict ? VerdictOf(verdict) : null;
    }

    private void Insert(Attestation attestation, SqliteTransaction transaction)
    {
        using SqliteCommand insert = SqliteRows.Command(
            _file.Connection, "INSERT OR IGNORE INTO attestation VALUES ($incident, $signer, $verdict, $signature)",
            ("$incident", attestation.Incident.ToArray()), ("$signer", attestation.Signer.ToArray()),
            ("$verdict", (long)attestation.Verdict), ("$signature", attestation.Signature.ToArray()));
        insert.Transaction = transaction;
        insert.ExecuteNonQuery();
    }

    private static Verdict VerdictOf(long number) => number is (long)Verdict.Attack or (long)Verdict.NoAttack
        ? (Verdict)number
        : throw new FormatException($"verdict {number}");
}
