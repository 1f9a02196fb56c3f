using System.Collections.Immutable;
using Cordon.Domain.Ports;
using Cordon.Domain.Sending;
using Cordon.Ethereum;
using Cordon.Storage.Sqlite;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Storage.Tests;

public sealed class SendJournalTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Address Account = Address.Parse("0x2c7536E3605D9C16a7a3D7b1898e529396a65c23");

    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("sent.db");

    private static Gen<SendRecord> Records =>
        from bytes in ArbMap.Default.GeneratorFor<byte[]>()
        from wei in Gen.Choose(0, int.MaxValue)
        from attempts in Gen.Choose(1, 4)
        from state in Gen.Elements(Enum.GetValues<SendState>())
        from obstacle in Gen.Elements(null, "", "it's \"stuck\"\n")
        from yields in Gen.Elements(true, false)
        let plain = Record("key", (ulong)wei, bytes)
        select plain with
        {
            Request = plain.Request with { Yields = yields },
            State = state,
            Obstacle = obstacle,
            Withdrawal = state == SendState.Withdrawn ? "the incident is \"retracted\"" : null,
            Attempts = [.. Enumerable.Range(0, attempts).Select(i => Attempt((ulong)(wei + i), bytes))],
            Inclusion = state == SendState.Pending
                ? null
                : new SendInclusion(Keccak256.Hash(bytes), (ulong)wei, default, wei % 2 == 0, UInt256.MaxValue),
        };

    [Fact]
    public void Gives_back_every_record_as_it_was_kept_also_after_it_was_opened_again() =>
        Prop.ForAll(Records.ToArbitrary(), record =>
        {
            using (SqliteSendJournal journal = SqliteSendJournal.Open(Path)) journal.Save(record);
            using SqliteSendJournal again = SqliteSendJournal.Open(Path);
            SendRecord found = again.Find("key")!;
            return Text(found) == Text(record) && found.Request.Yields == record.Request.Yields
                && found.Withdrawal == record.Withdrawal
                && again.ReadOpen(1, Account).Count == (record.IsOpen ? 1 : 0)
                && again.CommittedSince(1, Account, Start) == record.Committed;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Open_records_come_by_nonce_and_count_against_the_budget_however_old_they_are()
    {
        using SqliteSendJournal journal = SqliteSendJournal.Open(Path);
        journal.Save(Record("c", 7));
        journal.Save(Record("a", 5));
        journal.Save(Record("closed", 1) with { State = SendState.Final, Inclusion = Cost(3) });
        journal.Save(Record("elsewhere", 2) with { From = default });

        Assert.Equal(["a", "c"], journal.ReadOpen(1, Account).Select(record => record.Request.Key));
        Assert.Empty(journal.ReadOpen(2, Account));
        Assert.Equal(new UInt256(2_003), journal.CommittedSince(1, Account, Start));
        Assert.Equal(new UInt256(2_000), journal.CommittedSince(1, Account, Start + TimeSpan.FromMilliseconds(1)));
    }

    [Fact]
    public void Amounts_whose_sum_does_not_fit_exceed_every_budget()
    {
        using SqliteSendJournal journal = SqliteSendJournal.Open(Path);
        journal.Save(Record("a", 1) with { State = SendState.Final, Inclusion = Cost(UInt256.MaxValue) });
        journal.Save(Record("b", 2));

        Assert.Equal(UInt256.MaxValue, journal.CommittedSince(1, Account, Start));
    }

    [Fact]
    public async Task A_lock_that_is_let_go_of_in_a_moment_is_waited_for()
    {
        // As a process that is being started has it, until it begins to run.
        var held = new FileStream(Path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        var begun = new TaskCompletionSource();
        Task opening = Task.Run(
            () =>
            {
                begun.SetResult();
                SqliteSendJournal.Open(Path).Dispose();
            }, TestContext.Current.CancellationToken);
        await begun.Task;
        await held.DisposeAsync();

        await opening;
    }

    [Fact]
    public void One_program_at_a_time_writes_to_it()
    {
        using SqliteSendJournal journal = SqliteSendJournal.Open(Path);

        StoreException refused = Assert.Throws<StoreException>(() => SqliteSendJournal.Open(Path));
        Assert.Contains("another program is writing to it", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_of_scans_is_not_taken_for_a_journal()
    {
        SqliteScanStore.Open(Path).Dispose();

        StoreException refused = Assert.Throws<StoreException>(() => SqliteSendJournal.Open(Path));
        Assert.Equal($"{Path}: is a database of another program: give another file.", refused.Message);
        using (SqliteScanStore store = SqliteScanStore.Open(Path)) Assert.Empty(store.ReadSignals());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"request\":1}")]
    public void A_damaged_row_is_named_not_skipped(string json)
    {
        using (SqliteSendJournal journal = SqliteSendJournal.Open(Path)) journal.Save(Record("a", 1));
        TemporaryFolder.Run(Path, "UPDATE send SET json = $json", json);

        using SqliteSendJournal again = SqliteSendJournal.Open(Path);
        StoreException refused = Assert.Throws<StoreException>(() => again.Find("a"));
        Assert.Contains("a row cannot be read", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static SendInclusion Cost(UInt256 cost) => new(default, 1, default, true, cost);

    private static string Text(SendRecord record)
    {
        using MemoryStream bytes = new();
        using (System.Text.Json.Utf8JsonWriter json = new(bytes)) SendRecordJson.Write(json, record);
        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static SendRecord Record(string key, ulong nonce, byte[]? data = null) => new()
    {
        Request = new SendRequest
        {
            Key = key,
            Chain = 1,
            To = Account,
            Data = data ?? [1, 2],
            Value = nonce,
            GasLimit = 50_000,
            TipToBeat = 7,
            FeeToBeat = 8,
            ExpiresAt = Start + TimeSpan.FromTicks(1_234_567),
        },
        From = Account,
        CreatedAt = Start,
        Attempts = [Attempt(nonce, data ?? [])],
    };

    private static SendAttempt Attempt(ulong nonce, byte[] raw) =>
        new(Keccak256.Hash(raw), nonce, raw, 10, 3, 1_000, Start, nonce % 2 == 0);
}
