using System.Text.Json;
using Cordon.Contracts;
using Cordon.Contracts.Tests;
using Cordon.Domain.Incidents;
using Cordon.Domain.Policies;
using Cordon.Domain.Signals;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;
using Cordon.Node;
using Cordon.Response.Confirming;
using Cordon.Storage.Sqlite;

namespace Cordon.Council.Tests;

/// <summary>What the owners of a real Safe sign about a decision, asked of the Safe itself and handed in on the command
/// line.</summary>
public sealed class SafeAnswerTests(CouncilChain chain) : IClassFixture<CouncilChain>, IDisposable
{
    private static readonly DateTimeOffset Asked = TimeProvider.System.GetUtcNow();

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cordon-answer-");

    private string Yaml => Path.Combine(_folder.FullName, "cordon.yaml");

    private string Store => NodeFiles.Decisions(Path.Combine(_folder.FullName, "data"));

    private static ResponseDecision Decision { get; } = new()
    {
        Key = "3cf00dc7d5f544aa2ca4990566945f13/pause",
        Incident = "3cf00dc7d5f544aa2ca4990566945f13",
        Protocol = "the \"lender\"\n",
        Action = ResponseAction.Pause,
        Permission = Permission.NeedsHuman,
        Duration = TimeSpan.FromHours(1),
        Reasons = ["The policy wants a Safe."],
        PolicyVersion = "0123456789abcdef",
        At = Asked,
    };

    private SafeQuestion Question => new(
        Decision, Decision.At, DeployChain.ChainId, new ConfirmingSafe(chain.Plan.Council));

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_owners_hash_is_the_one_that_the_Safe_works_out_for_its_message(bool isYes)
    {
        byte[] message = Question.Digest(isYes).ToArray();
        Hash256 expected = await chain.ReadAsync(
            chain.Plan.Council, new SafeFallbackHandler.GetMessageHashCall(message));
        Assert.Equal(expected, Question.OwnersHash(isYes));
        Assert.NotEqual(Question.OwnersHash(isYes), Question.OwnersHash(!isYes));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_wallet_that_signs_the_typed_data_signs_the_hashes_that_are_printed(bool isYes)
    {
        // The node's own accounts are a second implementation of EIP-712.
        using RpcPayload accounts = await chain.Chain.Node.CallRawAsync(new RpcCall("eth_accounts"), DeployChain.Stop);
        Address wallet = Address.Parse(JsonSerializer.Deserialize<string[]>(accounts.Json.Span)![0]);
        foreach ((string typed, Hash256 hash) in ((string, Hash256)[])
            [(Question.TypedData(isYes), Question.Digest(isYes)),
                (Question.OwnersTypedData(isYes), Question.OwnersHash(isYes))])
        {
            using RpcPayload answer = await chain.Chain.Node.CallRawAsync(
                new RpcCall("eth_signTypedData_v4", wallet, RpcParam.Json(typed)), DeployChain.Stop);
            byte[] signature = Hex.Parse(JsonSerializer.Deserialize<string>(answer.Json.Span)!);
            Assert.Equal(wallet, Signature.Parse(signature).RecoverAddress(hash));
        }
    }

    [Fact]
    public async Task Two_of_three_owners_are_enough_in_whatever_order_they_come()
    {
        foreach ((int a, int b) in ((int, int)[])[(0, 1), (1, 0), (2, 0), (1, 2)])
            Assert.Null(await ObjectionAsync(Signed(Question, true, chain.Owners[a], chain.Owners[b])));
        Assert.Null(await ObjectionAsync(Signed(Question, false, chain.Owners)));
    }

    [Fact]
    public async Task An_owner_may_sign_as_a_message_or_approve_on_the_chain()
    {
        Hash256 hash = Question.OwnersHash(true);
        byte[] eth = chain.Owners[0].Sign(
            Keccak256.Hash([.. "\u0019Ethereum Signed Message:\n32"u8, .. hash.ToArray()])).ToArray();
        eth[^1] += 4;
        byte[] approved = [.. new byte[12], .. chain.Owners[1].Address.ToArray(), .. new byte[32], 1];
        SignedAnswer answer = Answer(Question, true, SafeSignatures.Join([approved, eth], hash));
        Assert.Contains("has not approved", await ObjectionAsync(answer), StringComparison.Ordinal);

        await chain.ActAsync(chain.Owners[1].Address, chain.Plan.Council, new Safe.ApproveHashCall(hash).Encode());
        Assert.Null(await ObjectionAsync(answer));
    }

    [Fact]
    public async Task One_too_few_a_stranger_and_nobody_at_all_are_refused_with_the_reason()
    {
        using PrivateKey stranger = PrivateKey.Generate();
        Assert.Contains("fewer signatures than its threshold",
            await ObjectionAsync(Signed(Question, true, chain.Owners[0])), StringComparison.Ordinal);
        Assert.Contains("nobody who owns it",
            await ObjectionAsync(Signed(Question, true, chain.Owners[0], stranger)), StringComparison.Ordinal);
        Assert.Contains("nobody who owns it",
            await ObjectionAsync(Signed(Question, true, chain.Owners[0], chain.Owners[0])), StringComparison.Ordinal);
        Assert.Contains("not signed it on the chain",
            await ObjectionAsync(Answer(Question, true, [])), StringComparison.Ordinal);
        Assert.Contains("is no Safe",
            await ObjectionAsync(Signed(Question, true, chain.Owners), stranger.Address), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signature_over_anything_else_is_good_for_nothing_here()
    {
        SafeQuestion[] others =
        [
            Question with { Decision = Decision with { Key = "ffff/pause" } },
            Question with { Decision = Decision with { Incident = "ffff" } },
            Question with { Decision = Decision with { Protocol = "bridge" } },
            Question with { Decision = Decision with { Action = ResponseAction.Throttle } },
            Question with { Decision = Decision with { Duration = TimeSpan.FromHours(2) } },
            Question with { Chain = 1 },
            Question with { By = Question.By with { Within = TimeSpan.FromHours(7) } },
            Question with { By = new ConfirmingSafe(chain.Plan.Registry) },
            Question with { AskedAt = Asked.AddSeconds(1) },
        ];
        foreach (SafeQuestion other in others)
        {
            SignedAnswer answer = Signed(other, true, chain.Owners[..2]) with { AskedAt = Asked };
            Assert.NotNull(await ObjectionAsync(answer));
        }

        SignedAnswer yes = Signed(Question, true, chain.Owners[..2]);
        Assert.NotNull(await ObjectionAsync(yes with { IsYes = false }));
        Assert.Null(await ObjectionAsync(yes));
    }

    [Fact]
    public async Task An_answer_counts_until_its_time_is_over_and_not_a_moment_longer()
    {
        SignedAnswer answer = Signed(Question, true, chain.Owners[..2]);
        Assert.Null(await ObjectionAsync(answer, now: Question.Expires.AddTicks(-1)));
        Assert.Contains("ran out", await ObjectionAsync(answer, now: Question.Expires), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_line_shows_what_to_sign_and_takes_the_signatures_one_by_one()
    {
        Prepare(chain.Url);
        Shown shown = await RunAsync("decisions", "show", Decision.Key, "--json");
        JsonElement confirm = shown.Json.GetProperty("safe").GetProperty("confirm");
        var hash = Hash256.Parse(confirm.GetProperty("ownersHash").GetString()!);
        Assert.Equal(Question.OwnersHash(true), hash);
        string text = (await RunAsync("decisions", "show", Decision.Key)).Out;
        Assert.Contains($"{hash}", text, StringComparison.Ordinal);
        Assert.Contains("\"primaryType\":\"SafeMessage\"", text, StringComparison.Ordinal);

        string[] signed = [.. chain.Owners[1..].Reverse().Select(owner => owner.Sign(hash).ToString())];
        Shown plain = await RunAsync("confirm", Decision.Key);
        Shown few = await RunAsync("confirm", Decision.Key, "--safe-signature", signed[0]);
        Shown wrong = await RunAsync(
            "refuse", Decision.Key, "--safe-signature", signed[0], "--safe-signature", signed[1]);
        Shown junk = await RunAsync("confirm", Decision.Key, "--safe-signature", "0xzz");
        Assert.Equal((1, 1, 1, 2), (plain.ExitCode, few.ExitCode, wrong.ExitCode, junk.ExitCode));
        Assert.Contains("cordon decisions show", plain.Error, StringComparison.Ordinal);
        Assert.Contains("fewer signatures", few.Error, StringComparison.Ordinal);
        Assert.Null(Kept().Answer);

        Shown done = await RunAsync(
            "confirm", Decision.Key, "--safe-signature", signed[0], "--safe-signature", signed[1]);
        Assert.True(done.ExitCode == 0, done.Error);
        // Not granted yet: that is for the node to say, which looks at the signature itself.
        Assert.Equal(Permission.NeedsHuman, Kept().Permission);
        Assert.Null(await ObjectionAsync(Kept().Answer!));
    }

    [Fact]
    public async Task Where_the_endpoint_is_gone_the_answer_is_kept_for_the_node_to_check()
    {
        Prepare("http://127.0.0.1:1"); // nothing listens there
        Hash256 hash = Question.OwnersHash(true);
        Shown run = await RunAsync("confirm", Decision.Key, "--safe-signature", $"{chain.Owners[0].Sign(hash)}");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("the node checks it itself", run.Error, StringComparison.Ordinal);
        Assert.NotNull(Kept().Answer);
    }

    [Fact]
    public async Task A_check_tells_whether_the_Safe_can_check_signatures()
    {
        Prepare(chain.Url);
        Shown run = await RunAsync("check");
        Assert.Contains(
            $"2 of 3 owners of the Safe {chain.Plan.Council} confirm", run.Out, StringComparison.Ordinal);
        File.WriteAllText(Yaml, File.ReadAllText(Yaml)
            .Replace($"safe: \"{chain.Plan.Council}\"", $"safe: \"{chain.Plan.Stake}\"", StringComparison.Ordinal));
        Assert.NotEqual(0, (await RunAsync("check")).ExitCode);
    }

    private static SignedAnswer Answer(SafeQuestion question, bool isYes, byte[] signature) =>
        new(isYes, question.AskedAt, Hex.Format(signature));

    private static SignedAnswer Signed(SafeQuestion question, bool isYes, params PrivateKey[] owners)
    {
        Hash256 hash = question.OwnersHash(isYes);
        return Answer(question, isYes, SafeSignatures.Join(
            [.. owners.Select(owner => owner.Sign(hash).ToArray())], hash));
    }

    private Task<string?> ObjectionAsync(SignedAnswer answer, Address? safe = null, DateTimeOffset? now = null) =>
        SafeCheck.ObjectionAsync(
            chain.Chain.Node, safe is { } other ? Question with { By = new ConfirmingSafe(other) } : Question, answer,
            now ?? Asked, DeployChain.Stop);

    private void Prepare(string endpoint)
    {
        File.WriteAllText(Yaml, $$"""
            chains:
              - id: {{DeployChain.ChainId}}
                endpoints: ["{{endpoint}}"]
                mempool: false
            protocols:
              - name: "the \"lender\"\n"
                chain: {{DeployChain.ChainId}}
                contracts: ["{{chain.Plan.Registry}}"]
                policy: { pause: { belief: 0.9, duration: 1h, confirm: { by: safe, safe: "{{chain.Plan.Council}}" } } }
            data: data
            """);
        Directory.CreateDirectory(Path.GetDirectoryName(Store)!);
        using SqliteDecisionStore store = SqliteDecisionStore.Open(Store);
        store.Keep([Decision], [new Incident
        {
            Id = Decision.Incident,
            Chain = DeployChain.ChainId,
            Root = "tx 0x00",
            Summary = "somebody robs the lender",
            Severity = Severity.High,
            LogOdds = 3,
            PriorLogOdds = -3,
            FirstBlock = 1,
            LastBlock = 1,
            Clocks = new IncidentClocks(0, 0),
        }]);
    }

    private ResponseDecision Kept()
    {
        using SqliteDecisionStore store = SqliteDecisionStore.OpenExisting(Store);
        return store.Find(Decision.Key)!;
    }

    private Task<Shown> RunAsync(params string[] arguments) => Shown.RunAsync("", [.. arguments, "--config", Yaml]);
}
