using Cordon.Contracts;
using Cordon.Domain.Attestations;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Faults.Tests.Kit;
using Cordon.Node;
using Cordon.Node.Tests.Kit;
using Cordon.Response.Attestations;
using Cordon.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cordon.Faults.Tests;

/// <summary>A guardian's process is killed (SIGKILL) in the middle of a verdict: its own, which is on the disk and
/// nowhere else, or another's, which it has heard and not kept.</summary>
[Collection(FaultCollection.Name)]
public class VerdictKillTests(FaultArena fixture, ITestOutputHelper output)
{
    private const int Seed = 20_261_123;
    private const int Guardians = 2; // of three: both are needed

    private enum Moment
    {
        DecidedNotSigned,
        SignedAndPerhapsTold,
        HeardNotKept,
    }

    private static readonly Moment[] Moments = Enum.GetValues<Moment>();

    private static int Rounds => Environment.GetEnvironmentVariable("CORDON_LONG") is { Length: > 0 } ? 60 : 3;

    [Fact]
    public async Task Killed_between_deciding_telling_hearing_and_keeping_every_verdict_is_said_once_and_counted()
    {
        Random random = new(Seed);
        for (int number = 0; number < Rounds; number++)
        {
            Moment moment = Moments[number % Moments.Length];
            int victim = number % Guardians; // the one that raised, and the other
            TimeSpan delay = TimeSpan.FromMilliseconds(80 * random.NextDouble());
            string about =
                $"round {number} of seed {Seed}: guardian {victim}, {moment}, {delay.TotalMilliseconds:0} ms";
            GuardedArena arena = await fixture.BeginAsync(output);
            await using Round round = await Round.StartAsync(arena, victim, about);
            await RunAsync(arena, round, moment, delay);
            output.WriteLine($"{about}: {round.VerdictsAsked} requests to sign a verdict");
        }
    }

    private async Task RunAsync(GuardedArena arena, Round round, Moment moment, TimeSpan delay)
    {
        Task<Hash256> killing = moment switch
        {
            Moment.DecidedNotSigned => KilledUnsignedAsync(round),
            Moment.SignedAndPerhapsTold => KilledSignedAsync(round, delay),
            _ => KilledBeforeKeepingAsync(round),
        };
        await fixture.SendAttackAsync();
        await round.Guards[0].UntilAsync(
            async () => await arena.Client.GetTransactionCountAsync(
                arena.Seats[0].Key.Address, "pending", GuardedArena.Stop) > 0,
            "a raise");
        await arena.MineAsync();
        Hash256 incident = await killing.WaitAsync(TimeSpan.FromSeconds(90), GuardedArena.Stop);

        round.Restart();
        await UntilQuorumAsync(arena, round);

        for (int seat = 0; seat < Guardians; seat++)
            Assert.True(await fixture.HasAttestedAsync(incident, seat), $"{seat} is not counted; {round.Story()}");
        var record = await arena.ReadAsync(arena.Registry, new IncidentRegistry.IncidentCall(incident));
        Assert.Equal(GuardedArena.Stake * Guardians, record.Attack);
        Assert.True(record.NoAttack.IsZero, round.Story());
        Assert.Single(await fixture.LogsAsync(IncidentRegistry.QuorumReachedEvent.Topic));
        Assert.Empty(await fixture.LogsAsync(IncidentRegistry.EquivocatedEvent.Topic));
        round.AssertOneVerdictEach(incident);
    }

    // The decision is synced before the key is asked: whoever asks the key has decided.
    private static async Task<Hash256> KilledUnsignedAsync(Round round)
    {
        TaskCompletionSource<Hash256> killed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        KeyService keys = round.Keys[round.Victim];
        keys.BeforeVerdict = async () =>
        {
            keys.BeforeVerdict = () => Task.CompletedTask;
            await round.Guards[round.Victim].KillAsync();
            killed.SetResult(round.IncidentOf(round.Victim));
        };
        Hash256 incident = await killed.Task;
        using SqliteAttestationJournal journal = round.Journal(round.Victim);
        Assert.Equal(Verdict.Attack, journal.FindDecision(incident));
        Assert.DoesNotContain(journal.Read(incident), kept => kept.Signer == keys.Account);
        return incident;
    }

    private static async Task<Hash256> KilledSignedAsync(Round round, TimeSpan delay)
    {
        TaskCompletionSource signed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        round.Keys[round.Victim].AfterVerdict = () => signed.TrySetResult();
        await signed.Task;
        long begun = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(begun) < delay) await Task.Delay(1, GuardedArena.Stop);
        await round.Guards[round.Victim].KillAsync();
        return round.IncidentOf(round.Victim);
    }

    // Nothing can be kept while somebody else writes to the file; what it has heard is in its memory alone.
    private static async Task<Hash256> KilledBeforeKeepingAsync(Round round)
    {
        TaskCompletionSource signed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource speak = new(TaskCreationOptions.RunContinuationsAsynchronously);
        round.Keys[round.Victim].AfterVerdict = () => signed.TrySetResult();
        round.Keys[round.Other].BeforeVerdict = () => speak.Task;
        await signed.Task;
        using (SqliteConnection writer = new($"Data Source={round.JournalPath(round.Victim)};Pooling=False"))
        {
            await writer.OpenAsync(GuardedArena.Stop);
            using SqliteCommand begin = writer.CreateCommand();
            begin.CommandText = "BEGIN IMMEDIATE";
            await begin.ExecuteNonQueryAsync(GuardedArena.Stop);
            speak.SetResult();
            await round.Guards[round.Victim].UntilAsync(
                "community", told => told.GetProperty("kind").GetString() == "quorum-held");
            await round.Guards[round.Victim].KillAsync();
        }

        Hash256 incident = round.IncidentOf(round.Victim);
        using SqliteAttestationJournal journal = round.Journal(round.Victim);
        Assert.DoesNotContain(journal.Read(incident), kept => kept.Signer == round.Keys[round.Other].Account);
        return incident;
    }

    private async Task UntilQuorumAsync(GuardedArena arena, Round round)
    {
        await arena.AskAsync("evm_setIntervalMining", RpcParam.Json("1"));
        try
        {
            await round.Guards[round.Other].UntilAsync(
                async () => (await fixture.LogsAsync(IncidentRegistry.QuorumReachedEvent.Topic)).Count > 0,
                $"a quorum; {round.Story()}");
        }
        finally
        {
            await arena.AskAsync("evm_setIntervalMining", RpcParam.Json("0"));
        }
    }

    /// <summary>Two guardians' processes, whose keys a service has.</summary>
    private sealed class Round : IAsyncDisposable
    {
        private readonly TemporaryFolder _folder = new();
        private readonly List<string> _configs = [];
        private readonly List<GuardProcess> _ended = [];

        public required GuardedArena Arena { get; init; }

        public required int Victim { get; init; }

        public required string About { get; init; }

        public int Other => 1 - Victim;

        public List<GuardProcess> Guards { get; } = [];

        public List<KeyService> Keys { get; } = [];

        public int VerdictsAsked => Keys.Sum(keys => keys.Verdicts.Count);

        public static async Task<Round> StartAsync(GuardedArena arena, int victim, string about)
        {
            Round round = new() { Arena = arena, Victim = victim, About = about };
            for (int seat = 0; seat < Guardians; seat++)
            {
                string own = Directory.CreateDirectory(Path.Combine(round._folder.Path, $"{seat}")).FullName;
                round.Keys.Add(new KeyService(arena.Seats[seat].Key));
                round._configs.Add(GuardConfig.Write(
                    arena, own, policy: seat == 0 ? GuardConfig.PausingTogether : GuardConfig.Attesting,
                    port: arena.Seats[seat].Port, keys: round.Keys[seat]));
                round.Guards.Add(GuardProcess.Start(arena, round._configs[seat], seat: seat));
            }

            foreach (GuardProcess guard in round.Guards) await guard.CatchUpAsync(arena);
            return round;
        }

        public void Restart()
        {
            _ended.Add(Guards[Victim]);
            Guards[Victim] = GuardProcess.Start(Arena, _configs[Victim], seat: Victim);
        }

        public string JournalPath(int seat) => NodeFiles.Attestations(
            Path.Combine(Path.GetDirectoryName(_configs[seat])!, "data"), Arena.ChainId);

        public SqliteAttestationJournal Journal(int seat) => SqliteAttestationJournal.Open(
            JournalPath(seat), new RegistryScope(Arena.ChainId, Arena.Registry, Arena.StakeContract).Name);

        /// <summary>What the seat's node was asked to give a verdict about.</summary>
        public Hash256 IncidentOf(int seat) => IncidentOf(Keys[seat].Verdicts.First());

        /// <summary>Demands that no key signed two verdicts of the incident, however often it was asked.</summary>
        public void AssertOneVerdictEach(Hash256 incident)
        {
            foreach (KeyService keys in Keys)
            {
                Assert.NotEmpty(keys.Verdicts);
                Assert.All(keys.Verdicts, typed => Assert.Equal(incident, IncidentOf(typed)));
                Assert.Single(keys.Verdicts.Select(typed => TypedData.Parse(typed.ToJsonString()).Digest()).Distinct());
            }
        }

        public string Story() =>
            $"{About}\n{string.Join("\n\n", Guards.Concat(_ended).Select(guard => guard.Story()))}";

        public async ValueTask DisposeAsync()
        {
            foreach (GuardProcess guard in Guards.Concat(_ended)) await guard.DisposeAsync();
            foreach (KeyService keys in Keys) await keys.DisposeAsync();
            _folder.Dispose();
        }

        private static Hash256 IncidentOf(System.Text.Json.Nodes.JsonNode typed) =>
            Hash256.Parse(typed["message"]!["incident"]!.GetValue<string>());
    }
}
