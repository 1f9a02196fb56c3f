using Cordon.Domain.Attestations;
using Cordon.Domain.Ports;
using Cordon.Ethereum;
using Cordon.Storage.Sqlite;

namespace Cordon.Storage.Tests;

public sealed class AttestationJournalTests : IDisposable
{
    private const string Scope = "1:0x1111111111111111111111111111111111111111";

    private static readonly Hash256 Incident = Keccak256.HashUtf8("incident");

    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("attested.db");

    [Fact]
    public void The_first_verdict_stands_whoever_asks_and_after_it_was_opened_again()
    {
        using (SqliteAttestationJournal journal = Open())
        {
            Assert.Null(journal.FindDecision(Incident));
            Assert.Equal(Verdict.NoAttack, journal.Decide(Incident, Verdict.NoAttack));
            Assert.Equal(Verdict.NoAttack, journal.Decide(Incident, Verdict.Attack));
        }

        using SqliteAttestationJournal again = Open();
        Assert.Equal(Verdict.NoAttack, again.Decide(Incident, Verdict.Attack));
        Assert.Equal(Verdict.NoAttack, again.FindDecision(Incident));
        Assert.Null(again.FindDecision(Keccak256.HashUtf8("another")));
    }

    [Fact]
    public void Of_many_that_decide_at_once_all_get_the_same_answer()
    {
        using SqliteAttestationJournal journal = Open();
        var answers = new Verdict[32];
        Parallel.For(0, answers.Length, i => answers[i] = journal.Decide(
            Incident, i % 2 == 0 ? Verdict.Attack : Verdict.NoAttack));

        Assert.Single(answers.Distinct());
    }

    [Fact]
    public void Attestations_are_kept_once_a_signer_and_verdict_until_they_are_forgotten_and_decisions_stay()
    {
        Attestation[] some = [.. Enumerable.Range(1, 10).Select(Attest)];
        using (SqliteAttestationJournal journal = Open())
        {
            journal.Decide(Incident, Verdict.Attack);
            journal.Keep(some);
            journal.Keep([.. some, Attest(1) with { Verdict = Verdict.NoAttack }]);
        }

        using SqliteAttestationJournal again = Open();
        IReadOnlyList<Attestation> kept = again.Read(Incident);
        Assert.Equal(11, kept.Count);
        Assert.Equal(some.OrderBy(a => a.Signer), kept.Where(a => a.Verdict == Verdict.Attack));
        again.Forget(Incident);
        Assert.Empty(again.Read(Incident));
        Assert.Equal(Verdict.Attack, again.FindDecision(Incident));
    }

    [Fact]
    public void What_a_contract_signed_is_kept_too_and_the_newest_of_it()
    {
        Attestation older = Attest(1) with { Signature = AttestationSignature.OfContract([1, 2, 3]) };
        Attestation newer = older with { Signature = AttestationSignature.OfContract(new byte[64]) };
        Attestation empty = Attest(2) with { Signature = AttestationSignature.OfContract([]) };
        using (SqliteAttestationJournal journal = Open()) journal.Keep([older, Attest(3), empty, newer]);

        using SqliteAttestationJournal again = Open();
        Assert.Equal(
            new[] { newer, Attest(3), empty }.OrderBy(a => a.Signer), again.Read(Incident).OrderBy(a => a.Signer));
        again.Forget(Incident);
        Assert.Empty(again.Read(Incident));
    }

    [Fact]
    public void Neither_a_second_program_nor_another_registry_nor_another_file_is_let_in()
    {
        using (SqliteAttestationJournal journal = Open())
        {
            var locked = Assert.Throws<StoreException>(Open);
            Assert.Contains("another program is writing to it", locked.Message, StringComparison.Ordinal);
        }

        var other = Assert.Throws<StoreException>(() => SqliteAttestationJournal.Open(Path, "2:0x22"));
        Assert.Equal($"{Path}: is the journal of {Scope}, not of 2:0x22: give another file.", other.Message);
        var sends = Assert.Throws<StoreException>(() => SqliteSendJournal.Open(Path));
        Assert.Contains("another program", sends.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_row_is_named_not_taken_for_no_decision()
    {
        using (SqliteAttestationJournal journal = Open()) journal.Decide(Incident, Verdict.Attack);
        TemporaryFolder.Run(Path, "UPDATE decision SET verdict = 7");

        using SqliteAttestationJournal again = Open();
        var refused = Assert.Throws<StoreException>(() => again.Decide(Incident, Verdict.NoAttack));
        Assert.Contains("a row cannot be read", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private SqliteAttestationJournal Open() => SqliteAttestationJournal.Open(Path, Scope);

    private static Attestation Attest(int number)
    {
        using PrivateKey key = new(Keccak256.HashUtf8($"{number}").ToArray());
        return new Attestation(
            Incident, Verdict.Attack, key.Address, CompactSignature.Of(key.Sign(Keccak256.HashUtf8("digest"))));
    }
}
