using System.Text.Json;
using Cordon.Arena.Bindings;
using Cordon.Cli.Tests;
using Cordon.Contracts;
using Cordon.Contracts.Tests;
using Cordon.Ethereum;
using Cordon.Ethereum.Rpc;

namespace Cordon.Guides.Tests;

/// <summary><c>cordon guardian key</c> and <c>unbond</c> against really deployed contracts.</summary>
public sealed class GuardianChangesTests(GuideChain chain) : IClassFixture<GuideChain>
{
    private const ulong Day = 86_400;

    private Address Stake => chain.Council.Plan.Stake;

    private Address Registry => chain.Council.Plan.Registry;

    [Fact]
    public async Task Stake_comes_back_two_weeks_after_it_was_asked_for_and_the_rest_keeps_its_voice()
    {
        using NewGuardian guardian = await RegisteredAsync("2000");
        var begin = await guardian.RunAsync("unbond begin", "--amount", "500.5");
        var status = await guardian.RunAsync("status");
        var machine = await guardian.RunAsync("status", "--json");
        var early = await guardian.RunAsync("unbond claim");
        await chain.Council.PassAsync((14 * Day) - 60);
        var still = await guardian.RunAsync("unbond claim");
        await chain.Council.PassAsync(120);
        var dry = await guardian.RunAsync("unbond claim", "--dry-run");
        var claim = await guardian.RunAsync("unbond claim");
        var again = await guardian.RunAsync("unbond claim");

        Assert.True(begin.ExitCode == 0, begin.Error);
        Assert.Matches("from 20[0-9]{2}-.*Z on: cordon guardian unbond claim; until then it can be slashed", begin.Out);
        Assert.Matches("unbonding +500.5 STK, ticket [0-9]+, from 20", status.Out);
        Assert.Empty(JsonSchema.Load("guardian.schema.json").Faults(machine.Out));
        using JsonDocument json = JsonDocument.Parse(machine.Out);
        JsonElement ticket = Assert.Single(json.RootElement.GetProperty("unbonding").EnumerateArray());
        Assert.Equal("500500000000000000000", ticket.GetProperty("amount").GetString());
        Assert.Equal((1, 1), (early.ExitCode, still.ExitCode));
        Assert.Matches("ticket [0-9]+: 500.5 STK, from 20.*\nnothing can be claimed yet", early.Out);
        Assert.Contains("claim(uint256)", dry.Out);
        Assert.Equal((0, 0, 1), (dry.ExitCode, claim.ExitCode, again.ExitCode));
        Assert.Contains("nothing unbonds", again.Out);
        Assert.Equal(Tokens(3_500) + (SomeSettings.Token / 2), await BalanceAsync(guardian)); // 5,000 less what stays
        Assert.Equal(UInt256.Parse("1499500000000000000000"), await guardian.AskAsync(
            Stake, new GuardianStake.GetVotesCall(guardian.Owner.Address)));
    }

    [Fact]
    public async Task Who_leaves_has_no_voice_at_once_and_everything_in_the_end()
    {
        using NewGuardian guardian = await RegisteredAsync("2000");
        var dry = await guardian.RunAsync("unbond begin", "--all", "--dry-run");
        UInt256 before = await VotesAsync(guardian);
        var all = await guardian.RunAsync("unbond begin", "--all");
        var status = await guardian.RunAsync("status");
        var nothing = await guardian.RunAsync("unbond begin", "--all");
        await chain.Council.PassAsync(14 * Day);
        var claim = await guardian.RunAsync("unbond claim");

        Assert.Contains("unstake(address,uint256)", dry.Out);
        Assert.Equal((Tokens(2_000), UInt256.Zero), (before, await VotesAsync(guardian)));
        Assert.Equal((0, 1, 1, 0), (all.ExitCode, status.ExitCode, nothing.ExitCode, claim.ExitCode));
        Assert.Contains("has no stake of its own", nothing.Error);
        Assert.Equal(Tokens(5_000), await BalanceAsync(guardian));
    }

    [Fact]
    public async Task Of_a_pool_that_has_earned_exactly_as_much_is_taken_as_was_said()
    {
        using NewGuardian guardian = await RegisteredAsync("2000");
        Address rich = SomeSettings.Account(77), token = chain.Council.Chain.Token;
        await chain.Council.ActAsync(
            chain.Council.Chain.Key.Address, token, new TestToken.MintCall(rich, Tokens(1_000)).Encode());
        await chain.Council.ActAsync(rich, token, new Erc20.ApproveCall(Stake, Tokens(1_000)).Encode());
        var reward = new GuardianStake.AddRewardsCall(guardian.Owner.Address, 123_456_789_012_345);
        await chain.Council.ActAsync(rich, Stake, reward.Encode());
        var begin = await guardian.RunAsync("unbond begin", "--amount", "333.333333333333333333");
        var status = await guardian.RunAsync("status", "--json");

        Assert.True(begin.ExitCode == 0, begin.Error);
        using JsonDocument json = JsonDocument.Parse(status.Out);
        var amount = UInt256.Parse(json.RootElement.GetProperty("unbonding")[0].GetProperty("amount").GetString());
        var wanted = UInt256.Parse("333333333333333333333");
        Assert.InRange(amount, wanted - 1, wanted + 1); // a whole unit for each rounding
    }

    [Fact]
    public async Task One_ticket_is_claimed_without_a_search_and_nobody_elses()
    {
        using NewGuardian guardian = await RegisteredAsync("2000");
        using NewGuardian other = await RegisteredAsync("2000");
        await guardian.RunAsync("unbond begin", "--amount", "100");
        string ticket = await TicketAsync(guardian);
        await chain.Council.PassAsync(14 * Day);
        foreach (NewGuardian each in (NewGuardian[])[guardian, other])
            await each.ConfigureAsync("    deploymentBlock:", "    # deploymentBlock:");
        var stolen = await other.RunAsync("unbond claim", "--ticket", ticket);
        var unsaid = await guardian.RunAsync("unbond claim");
        var claim = await guardian.RunAsync("unbond claim", "--ticket", ticket);
        var again = await guardian.RunAsync("unbond claim", "--ticket", ticket);

        Assert.Equal((1, 2, 0, 1), (stolen.ExitCode, unsaid.ExitCode, claim.ExitCode, again.ExitCode));
        Assert.Contains($"ticket {ticket} is none of {other.Owner.Address}, or was paid out", stolen.Error);
        Assert.Contains("expected deploymentBlock", unsaid.Error);
    }

    [Theory]
    [InlineData("begin", "expected --amount TOKENS or --all, one of them")]
    [InlineData("begin --all --amount 5", "expected --amount TOKENS or --all, one of them")]
    [InlineData("begin --amount 0", "--amount: expected more than nothing")]
    [InlineData("begin --amount -5", "--amount: expected a number with at most 18 decimals")]
    [InlineData("begin --amount 1000.1", "--amount: expected at most 1000 STK, found 1000.1 STK")]
    [InlineData("begin --amount 2000", "or --all, to leave")]
    [InlineData("begin --amount 99999999999", "--amount: expected at most 1000 STK")]
    [InlineData("claim --ticket seven", "--ticket: expected a number, as 'cordon guardian status' shows it")]
    [InlineData("claim --ticket -1", "--ticket: expected a number")]
    [InlineData("bond --amount 0", "--amount: expected more than nothing and at most 5 STK, found 0 STK")]
    [InlineData("bond --amount 5.1", "--amount: expected more than nothing and at most 5 STK, found 5.1 STK")]
    [InlineData("bond --amount 1e1", "--amount: expected a number with at most 18 decimals")]
    public async Task A_wrong_option_of_unbond_is_named_and_nothing_is_sent(string line, string message)
    {
        using NewGuardian guardian = await RegisteredAsync("2000");
        await guardian.RunAsync("bond", "--amount", "5");
        string[] words = line.Split(' ');
        var run = await guardian.RunAsync($"unbond {words[0]}", words[1..]);

        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains(message, run.Error);
        Assert.Equal(Tokens(2_995), await BalanceAsync(guardian));
        Assert.Equal(Tokens(2_000), await VotesAsync(guardian));
    }

    [Fact]
    public async Task A_free_bond_comes_back_at_once()
    {
        using NewGuardian guardian = await RegisteredAsync("2000");
        await guardian.RunAsync("bond", "--amount", "5");
        var part = await guardian.RunAsync("unbond bond", "--amount", "2");
        var dry = await guardian.RunAsync("unbond bond", "--dry-run");
        var rest = await guardian.RunAsync("unbond bond");
        var none = await guardian.RunAsync("unbond bond");

        Assert.Equal((0, 0, 0, 1), (part.ExitCode, dry.ExitCode, rest.ExitCode, none.ExitCode));
        Assert.Contains("withdrawBond(uint256)", dry.Out);
        Assert.Contains("amount: 3000000000000000000", dry.Out);
        Assert.Contains("no bond is free", none.Out);
        Assert.Equal(Tokens(3_000), await BalanceAsync(guardian));
        Assert.Equal(UInt256.Zero, (await guardian.AskAsync(
            Registry, new IncidentRegistry.BondCall(guardian.Owner.Address))).Free);
    }

    [Fact]
    public async Task A_node_gets_another_key_a_day_after_it_was_named()
    {
        using NewGuardian guardian = await RegisteredAsync("2000");
        var dry = await guardian.RunAsync("key schedule", "--next", guardian.File("next.yaml"), "--dry-run");
        var none = await guardian.RunAsync("key activate");
        var schedule = await guardian.RunAsync("key schedule", "--next", guardian.File("next.yaml"));
        var again = await guardian.RunAsync("key schedule", "--next", guardian.File("next.yaml"));
        var early = await guardian.RunAsync("key activate");
        var status = await guardian.RunAsync("status");
        var machine = await guardian.RunAsync("status", "--json");
        await chain.Council.PassAsync(Day);
        var activate = await guardian.RunAsync("key activate");
        var twice = await guardian.RunAsync("key activate");
        var same = await guardian.RunAsync("key schedule", "--next", guardian.File("next.yaml"));
        var back = await guardian.RunAsync("key schedule", "--next", guardian.File("cordon.yaml"));
        await chain.Council.PassAsync(2);

        Assert.Contains("scheduleKey(address,bytes)", dry.Out);
        Assert.Contains("no key is scheduled", none.Out);
        Assert.True(schedule.ExitCode == 0, schedule.Error);
        Assert.Matches($"from 20.* on: cordon guardian key activate; until then the key is {guardian.Node.Address}",
            schedule.Out);
        Assert.Contains("is scheduled already, from 20", again.Out);
        Assert.Matches($"{guardian.Next.Address} can be activated from 20[0-9]{{2}}-", early.Out);
        Assert.Matches($"next key +{guardian.Next.Address.ToChecksumString()}, from 20", status.Out);
        Assert.Empty(JsonSchema.Load("guardian.schema.json").Faults(machine.Out));
        Assert.Contains($"\"nextKey\":\"{guardian.Next.Address}\"", machine.Out);
        Assert.Equal((0, 1, 0, 1, 0, 1, 0, 2), (dry.ExitCode, none.ExitCode, again.ExitCode, early.ExitCode,
            activate.ExitCode, twice.ExitCode, same.ExitCode, back.ExitCode));
        Assert.Contains("is the guardian's key already", same.Out);
        Assert.Contains($"is that of the guardian {guardian.Owner.Address}: make another", back.Error);
        ulong now = (await chain.Council.Chain.Node.GetBlockHeaderAsync("latest", DeployChain.Stop))!.Timestamp!.Value;
        var seat = await guardian.AskAsync(Stake, new GuardianStake.SeatAtCall(guardian.Next.Address, now - 1));
        Assert.Equal(Tokens(2_000), seat.Value1);
        var old = await guardian.AskAsync(Stake, new GuardianStake.SeatAtCall(guardian.Node.Address, now - 1));
        Assert.Equal(UInt256.Zero, old.Value1);
    }

    [Fact]
    public async Task A_key_that_is_named_before_the_other_was_activated_takes_its_place()
    {
        using NewGuardian guardian = await RegisteredAsync("2000");
        using PrivateKey third = PrivateKey.Generate();
        await guardian.RunAsync("key schedule", "--next", guardian.File("next.yaml"));
        await guardian.WriteAsync("next-key.json", Locked(third));
        var instead = await guardian.RunAsync("key schedule", "--next", guardian.File("next.yaml"));

        Assert.True(instead.ExitCode == 0, instead.Error);
        Assert.Contains($"instead of {guardian.Next.Address}", instead.Out);
        Assert.Equal(third.Address, (await guardian.AskAsync(
            Stake, new GuardianStake.GuardianCall(guardian.Owner.Address))).NextKey);
    }

    [Fact]
    public async Task A_next_key_that_cannot_be_one_is_refused()
    {
        using NewGuardian guardian = await RegisteredAsync("2000");
        using PrivateKey node = PrivateKey.Parse(Hex.Format(BytesOf(chain.NodeKey)));
        string next = guardian.File("next.yaml"), right = await File.ReadAllTextAsync(next, DeployChain.Stop);
        string key = $"key: {{ keystore: \"{guardian.File("next-key.json")}\", passwordVariable: CORDON_PASSWORD }}";
        Assert.Contains(key, right);
        (string Text, PrivateKey? Key, string Message)[] wrong =
        [
            (right, guardian.Owner, $"the node's key is the owner's, {guardian.Owner.Address}"),
            (right, node, $"is that of the guardian {chain.GuardianKey.Address}: make another"),
            (right.Replace("next-key.json", "lost.json"), null, "lost.json: no such file"),
            (right.Replace("CORDON_PASSWORD", "CORDON_NOWHERE"), null, "keystore: set CORDON_NOWHERE to its password"),
            (right.Replace(key, "key: { variable: CORDON_NOWHERE }"), null, "CORDON_NOWHERE is not set"),
            (right.Replace(key, "key: {}"), null, "expected one of variable, keystore or remote"),
            ("chains: 7", null, "next.yaml:1: chains"),
            ("", null, "next.yaml"),
        ];
        foreach ((string text, PrivateKey? one, string message) in wrong)
        {
            await guardian.WriteAsync("next.yaml", text);
            if (one is not null) await guardian.WriteAsync("next-key.json", Locked(one));
            var run = await guardian.RunAsync("key schedule", "--next", next);

            Assert.Equal(2, run.ExitCode);
            Assert.Contains(message, run.Error);
        }

        var missing = await guardian.RunAsync("key schedule", "--next", guardian.File("nowhere.yaml"));
        var unsaid = await guardian.RunAsync("key schedule");
        Assert.Equal((2, 2), (missing.ExitCode, unsaid.ExitCode));
        Assert.Equal(Address.Zero, (await guardian.AskAsync(
            Stake, new GuardianStake.GuardianCall(guardian.Owner.Address))).NextKey);
    }

    [Fact]
    public async Task Who_is_no_guardian_has_nothing_to_change()
    {
        using NewGuardian guardian = await NewGuardian.CreateAsync(chain, 0);
        (string Command, string[] Options)[] all =
        [
            ("key schedule", ["--next", guardian.File("next.yaml")]), ("key activate", []),
            ("unbond begin", ["--all"]), ("unbond claim", []), ("unbond bond", []),
        ];
        foreach ((string command, string[] options) in all)
        {
            var run = await guardian.RunAsync(command, options);
            Assert.True(run.ExitCode == 1, $"{command}: {run.ExitCode} {run.Out}{run.Error}");
        }
    }

    [Fact]
    public async Task An_owner_of_a_safe_is_checked_as_one_and_registers_nobody()
    {
        using NewGuardian stranger = await NewGuardian.CreateAsync(chain, 5_000);
        using PrivateKey key = PrivateKey.Parse(Hex.Format(BytesOf(chain.Council.Owners[0])));
        using NewGuardian owner = await NewGuardian.CreateAsync(chain, 5_000, key);
        Address safe = chain.Council.Plan.Council;
        foreach (NewGuardian each in (NewGuardian[])[stranger, owner])
            await each.ConfigureAsync("guardian:\n", $"guardian:\n  safe: \"{safe}\"\n");
        await owner.WriteAsync("next.yaml", await File.ReadAllTextAsync(owner.File("cordon.yaml"), DeployChain.Stop));

        var check = await owner.TypeAsync("./cordon check --config cordon.yaml");
        var wrong = await stranger.TypeAsync("./cordon check --config cordon.yaml");
        var register = await owner.RunAsync("register");
        var schedule = await owner.RunAsync("key schedule", "--next", owner.File("next.yaml"));
        var status = await owner.RunAsync("status");

        Assert.Contains($"one of 3 owners of the Safe {safe}, 2 of whom must agree", check.Out);
        Assert.Contains($"{safe} is no guardian's key in the stake", check.Out);
        Assert.Contains($"safe: {stranger.Node.Address} is no owner of the Safe {safe}", wrong.Out);
        Assert.Equal((1, 1, 2, 2, 1), (
            check.ExitCode, wrong.ExitCode, register.ExitCode, schedule.ExitCode, status.ExitCode));
        Assert.Contains($"guardian.safe: {safe} becomes a guardian's key by its owners' signatures", register.Error);
        Assert.Contains("guardian.safe: ", schedule.Error);
        Assert.Contains($"{safe} is no guardian's key", status.Error);
    }

    [Fact]
    public async Task A_safe_that_is_not_there_is_wrong()
    {
        using NewGuardian owner = await NewGuardian.CreateAsync(chain, 0);
        await owner.ConfigureAsync("guardian:\n", $"guardian:\n  safe: \"{SomeSettings.Account(9)}\"\n");
        var check = await owner.TypeAsync("./cordon check --config cordon.yaml");

        Assert.Equal(1, check.ExitCode);
        Assert.Contains($"safe: expected a Safe at {SomeSettings.Account(9)}, found no code", check.Out);
    }

    private static UInt256 Tokens(ulong count) => SomeSettings.Token * count;

    private static string Locked(PrivateKey key) =>
        Keystore.Encrypt(key, GuideShell.Password, new KeystoreOptions { ScryptN = 4_096 });

    private static byte[] BytesOf(PrivateKey key)
    {
        byte[] bytes = new byte[PrivateKey.SizeBytes];
        key.CopyTo(bytes);
        return bytes;
    }

    private static async Task<string> TicketAsync(NewGuardian guardian)
    {
        using JsonDocument json = JsonDocument.Parse((await guardian.RunAsync("status", "--json")).Out);
        return json.RootElement.GetProperty("unbonding")[0].GetProperty("ticket").GetString()!;
    }

    private async Task<NewGuardian> RegisteredAsync(string stake)
    {
        NewGuardian guardian = await NewGuardian.CreateAsync(chain, 5_000);
        var run = await guardian.RunAsync("register", "--amount", stake);
        Assert.True(run.ExitCode == 0, run.Error);
        return guardian;
    }

    private Task<UInt256> VotesAsync(NewGuardian guardian) =>
        guardian.AskAsync(Stake, new GuardianStake.GetVotesCall(guardian.Owner.Address));

    private Task<UInt256> BalanceAsync(NewGuardian guardian) =>
        guardian.AskAsync(chain.Council.Chain.Token, new Erc20.BalanceOfCall(guardian.Owner.Address));
}
