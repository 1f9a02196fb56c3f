using Cordon.Domain.Engagement;
using Cordon.Domain.Ports;
using Cordon.Ethereum;
using Microsoft.Data.Sqlite;

namespace Cordon.Storage.Sqlite;

/// <summary>Keeps a guardian's answers to attention challenges in a SQLite file of its own, each on the disk before
/// <see cref="Keep"/> returns.</summary>
public sealed class SqliteEngagementJournal : IEngagementJournal
{
    private readonly SyncedFile _file;

    private SqliteEngagementJournal(SyncedFile file) => _file = file;

    /// <summary>Opens a journal, creating it where there is none.</summary>
    /// <exception cref="StoreException">It is locked, read-only, newer, or no such journal.</exception>
    public static SqliteEngagementJournal Open(string path) => new(SyncedFile.Open(path, SqliteSchema.Engaging));

    /// <inheritdoc/>
    public IReadOnlyList<KeptAnswer> Read(ulong chain, Address contract, Address guardian, ulong epoch) =>
        _file.Guarded(() =>
        {
            using SqliteCommand command = SqliteRows.Command(
                _file.Connection, "SELECT commitment, seed, last_hash, digest, salt FROM answer WHERE chain = $chain "
                + "AND contract = $contract AND guardian = $guardian AND epoch = $epoch ORDER BY id",
                ("$chain", (long)chain), ("$contract", contract.ToArray()), ("$guardian", guardian.ToArray()),
                ("$epoch", (long)epoch));
            List<KeptAnswer> answers = [];
            using SqliteDataReader row = command.ExecuteReader();
            while (row.Read())
            {
                answers.Add(new KeptAnswer(
                    chain, contract, guardian, epoch, HashOf(row, 0), HashOf(row, 1), HashOf(row, 2), HashOf(row, 3),
                    HashOf(row, 4)));
            }

            return answers;
        });

    /// <inheritdoc/>
    public void Keep(KeptAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        _file.Synced(() =>
        {
            using SqliteCommand insert = SqliteRows.Command(
                _file.Connection, "INSERT OR IGNORE INTO answer (chain, contract, guardian, epoch, commitment, seed, "
                + "last_hash, digest, salt) VALUES ($chain, $contract, $guardian, $epoch, $commitment, $seed, $last, "
                + "$digest, $salt)",
                ("$chain", (long)answer.Chain), ("$contract", answer.Contract.ToArray()),
                ("$guardian", answer.Guardian.ToArray()), ("$epoch", (long)answer.Epoch),
                ("$commitment", answer.Commitment.ToArray()), ("$seed", answer.Seed.ToArray()),
                ("$last", answer.LastHash.ToArray()), ("$digest", answer.Digest.ToArray()),
                ("$salt", answer.Salt.ToArray()));
            return insert.ExecuteNonQuery();
        });
    }

    public void Dispose() => _file.Dispose();

    private static Hash256 HashOf(SqliteDataReader row, int column)
    {
        byte[] bytes = row.GetFieldValue<byte[]>(column);
        return bytes.Length == Hash256.SizeBytes
            ? new Hash256(bytes)
            : throw new FormatException($"{row.GetName(column)} of {bytes.Length} bytes");
    }
}
