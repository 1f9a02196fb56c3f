using Cordon.Domain.Engagement;
using Cordon.Domain.Ports;
using Cordon.Ethereum;
using Cordon.Storage.Sqlite;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Storage.Tests;

public sealed class EngagementJournalTests : IDisposable
{
    private static readonly Address Contract = Address.Parse("0x2c7536E3605D9C16a7a3D7b1898e529396a65c23");
    private static readonly Address Guardian = Address.Parse("0x1111111111111111111111111111111111111111");

    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("engagement.db");

    [Fact]
    public void Gives_back_every_answer_as_it_was_kept_also_after_it_was_opened_again() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), ArbMap.Default.ArbFor<uint>(), (bytes, epoch) =>
        {
            KeptAnswer answer = Answer(epoch, bytes);
            using (SqliteEngagementJournal journal = SqliteEngagementJournal.Open(Path))
            {
                journal.Keep(answer);
                journal.Keep(answer);
            }

            using SqliteEngagementJournal again = SqliteEngagementJournal.Open(Path);
            return again.Read(1, Contract, Guardian, epoch).Count(found => found == answer) == 1;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Answers_of_one_epoch_come_in_their_order_and_those_of_others_not_at_all()
    {
        using SqliteEngagementJournal journal = SqliteEngagementJournal.Open(Path);
        KeptAnswer first = Answer(7, [2]), second = Answer(7, [1]);
        journal.Keep(first);
        journal.Keep(Answer(8, [3]));
        journal.Keep(Answer(7, [4]) with { Guardian = Contract });
        journal.Keep(Answer(7, [5]) with { Contract = Guardian });
        journal.Keep(Answer(7, [6]) with { Chain = 2 });
        journal.Keep(second);

        Assert.Equal([first, second], journal.Read(1, Contract, Guardian, 7));
        Assert.Empty(journal.Read(1, Contract, Guardian, 9));
    }

    [Fact]
    public void A_file_of_something_else_is_refused_and_left_as_it_is()
    {
        SqliteSendJournal.Open(Path).Dispose();

        StoreException refused = Assert.Throws<StoreException>(() => SqliteEngagementJournal.Open(Path));

        Assert.Contains("database of another program", refused.Message, StringComparison.Ordinal);
        SqliteSendJournal.Open(Path).Dispose();
    }

    [Fact]
    public void One_program_at_a_time_writes_to_it()
    {
        using SqliteEngagementJournal journal = SqliteEngagementJournal.Open(Path);

        Assert.Throws<StoreException>(() => SqliteEngagementJournal.Open(Path));
    }

    public void Dispose() => _folder.Dispose();

    private static KeptAnswer Answer(ulong epoch, byte[] seed)
    {
        Hash256 Hash(byte number) => Keccak256.Hash([.. seed, number, .. BitConverter.GetBytes(epoch)]);
        return new KeptAnswer(1, Contract, Guardian, epoch, Hash(1), Hash(2), Hash(3), Hash(4), Hash(5));
    }
}
