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
    // Besides the schema's tables: a program that does not know it does without.
    private const string ContractTable = """
        CREATE TABLE IF NOT EXISTS contract_attestation (
            incident BLOB NOT NULL, signer BLOB NOT NULL, verdict INTEGER NOT NULL, signature BLOB NOT NULL,
            PRIMARY KEY (incident, signer, verdict)) STRICT, WITHOUT ROWID;
        """;

    private readonly SyncedFile _file;

    private SqliteAttestationJournal(SyncedFile file) => _file = file;

    /// <summary>Opens a journal, creating it where there is none.</summary>
    /// <param name="scope">Chain and registry, in any form; a journal of another scope is refused.</param>
    /// <param name="withRoom">Whether room for what comes is made at once: for a node, which must be fast.</param>
    /// <exception cref="StoreException">It is locked, read-only, newer, of another scope, or no journal.</exception>
    public static SqliteAttestationJournal Open(string path, string scope, bool withRoom = false) =>
        new(SyncedFile.Open(
            path, SqliteSchema.Attesting, prepare: connection => Prepare(path, connection, scope),
            withRoom: withRoom));

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
            _file.Connection, "SELECT signer, verdict, signature, 0 FROM attestation WHERE incident = $incident "
            + "UNION ALL SELECT signer, verdict, signature, 1 FROM contract_attestation WHERE incident = $incident "
            + "ORDER BY 1, 2", ("$incident", incident.ToArray()));
        List<Attestation> attestations = [];
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read())
        {
            byte[] signer = row.GetFieldValue<byte[]>(0);
            AttestationSignature? signature = SignatureOf(row.GetFieldValue<byte[]>(2), row.GetInt64(3) == 1);
            if (signer.Length != Address.SizeBytes || signature is null)
                throw new FormatException($"attestation of {incident}");
            attestations.Add(new Attestation(incident, VerdictOf(row.GetInt64(1)), new Address(signer), signature));
        }

        return attestations;
    });

    /// <inheritdoc/>
    public void Forget(Hash256 incident) => _file.Synced(() =>
    {
        using SqliteTransaction transaction = _file.Connection.BeginTransaction();
        foreach (string table in (string[])["attestation", "contract_attestation"])
        {
            using SqliteCommand command = SqliteRows.Command(
                _file.Connection, $"DELETE FROM {table} WHERE incident = $incident",
                ("$incident", incident.ToArray()));
            command.Transaction = transaction;
            command.ExecuteNonQuery();
        }

        transaction.Commit();
        return 0;
    });

    public void Dispose() => _file.Dispose();

    private static void Prepare(string path, SqliteConnection connection, string scope)
    {
        SqliteSchema.Execute(connection, ContractTable);
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

    // Of a contract the newest stays: the older one may be none any more.
    private void Insert(Attestation attestation, SqliteTransaction transaction)
    {
        AttestationSignature signature = attestation.Signature;
        string into = signature.IsContract ? "OR REPLACE INTO contract_attestation" : "OR IGNORE INTO attestation";
        using SqliteCommand insert = SqliteRows.Command(
            _file.Connection, $"INSERT {into} VALUES ($incident, $signer, $verdict, $signature)",
            ("$incident", attestation.Incident.ToArray()), ("$signer", attestation.Signer.ToArray()),
            ("$verdict", (long)attestation.Verdict),
            ("$signature", signature.Account?.ToArray() ?? signature.ToArray()));
        insert.Transaction = transaction;
        insert.ExecuteNonQuery();
    }

    private static AttestationSignature? SignatureOf(byte[] bytes, bool isContract)
    {
        if (isContract)
        {
            return bytes.Length <= AttestationSignature.ContractBytesMax
                ? AttestationSignature.OfContract(bytes)
                : null;
        }

        return CompactSignature.TryRead(bytes, out CompactSignature signature) ? signature : null;
    }

    private static Verdict VerdictOf(long number) => number is (long)Verdict.Attack or (long)Verdict.NoAttack
        ? (Verdict)number
        : throw new FormatException($"verdict {number}");
}
