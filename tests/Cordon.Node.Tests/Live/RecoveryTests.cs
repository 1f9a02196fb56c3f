using Cordon.Arena.Chain;
using Cordon.Domain.Ports;
using Cordon.Domain.Sending;
using Cordon.Ethereum;
using Cordon.Node.Events;
using Cordon.Node.Settings;
using Cordon.Node.Tests.Kit;
using Cordon.Response.Signing;
using Cordon.Storage.Sqlite;

namespace Cordon.Node.Tests.Live;

/// <summary>What an action needs fails and works again, while the node runs.</summary>
[Collection(ArenaCollection.Name)]
public sealed class RecoveryTests(ArenaFixture fixture, ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private bool _fails = true;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_key_that_answers_again_signs_what_was_granted_before_and_once()
    {
        (GuardedArena arena, Act attack) = await fixture.BeginAsync(output);
        await using RunningNode node = await RunningNode.StartAsync(
            RunningNode.Settings(arena, _folder.Path), new Signer(new LocalSigner(arena.Key), this));

        await AssertTakenUpAsync(arena, node, attack);
    }

    [Fact]
    public async Task A_journal_that_keeps_again_has_what_was_granted_before_sent_and_once()
    {
        (GuardedArena arena, Act attack) = await fixture.BeginAsync(output);
        using SqliteSendJournal kept = SqliteSendJournal.Open(Path.Combine(_folder.Path, "own.db"));
        await using RunningNode node = await RunningNode.StartAsync(
            RunningNode.Settings(arena, _folder.Path), new LocalSigner(arena.Key), journal: new Journal(kept, this));

        await AssertTakenUpAsync(arena, node, attack);
    }

    private async Task AssertTakenUpAsync(GuardedArena arena, RunningNode node, Act attack)
    {
        await node.CatchUpAsync(arena.Client, arena.ChainId);
        Hash256 hash = await arena.SendAsync(attack);
        string key = (await node.UntilAsync<NodeEvent.ActionFailed>()).Decision.Key;
        Assert.Empty(node.Of<NodeEvent.ActionSent>());

        Volatile.Write(ref _fails, false);
        NodeEvent.ActionSent sent = await node.UntilAsync<NodeEvent.ActionSent>();
        await arena.MineAsync();
        await node.UntilAsync<NodeEvent.ActionSettled>(e => e.Record.State >= SendState.Mined);
        await arena.MineAsync();
        await node.CatchUpAsync(arena.Client, arena.ChainId);

        Assert.Equal(key, sent.Record.Request.Key);
        Assert.True(await arena.IndexAsync(sent.Record.Latest.Hash) < await arena.IndexAsync(hash));
        Assert.Equal(2, await arena.ModeAsync());
        Assert.Single(node.Of<NodeEvent.ActionFailed>()); // said once, however often it was tried
        await arena.AssertRaisedOnceAsync(node.Story);
    }

    private sealed class Signer(ITransactionSigner signer, RecoveryTests test) : ITransactionSigner
    {
        public Address Address => signer.Address;

        public Task<SignedTransaction> SignAsync(Transaction transaction, CancellationToken cancellation = default) =>
            Volatile.Read(ref test._fails)
                ? Task.FromException<SignedTransaction>(new SigningException("The remote signer does not answer."))
                : signer.SignAsync(transaction, cancellation);
    }

    private sealed class Journal(ISendJournal kept, RecoveryTests test) : ISendJournal
    {
        public SendRecord? Find(string key) => kept.Find(key);

        public IReadOnlyList<SendRecord> ReadOpen(ulong chain, Address from) => kept.ReadOpen(chain, from);

        public UInt256 CommittedSince(ulong chain, Address from, DateTimeOffset since) =>
            kept.CommittedSince(chain, from, since);

        public void Save(SendRecord record, IPendingWrite? along = null)
        {
            if (Volatile.Read(ref test._fails)) throw new StoreException("no space left");
            kept.Save(record, along);
        }

        public void Dispose()
        {
            // The test closes it.
        }
    }
}
