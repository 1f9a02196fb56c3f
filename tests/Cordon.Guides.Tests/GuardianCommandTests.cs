using System.Text.Json;
using Cordon.Cli.Tests;
using Cordon.Contracts;
using Cordon.Contracts.Tests;
using Cordon.Council.Tests;
using Cordon.Ethereum;

namespace Cordon.Guides.Tests;

/// <summary><c>cordon guardian</c> against really deployed contracts.</summary>
public sealed class GuardianCommandTests(GuideChain chain) : IClassFixture<GuideChain>
{
    private Address Stake => chain.Council.Plan.Stake;

    private Address Registry => chain.Council.Plan.Registry;

    [Fact]
    public async Task Registering_twice_registers_once_and_stakes_exactly_what_was_said()
    {
        using NewGuardian guardian = await NewGuardian.CreateAsync(chain, 5_000);
        var first = await guardian.RunAsync(
            "register", "--amount", "2000.5", "--commission", "750", "--endpoint", "https://peer.example:7946",
            "--deployment", guardian.File("deployment.json"));
        var again = await guardian.RunAsync("register", "--amount", "2000.5");

        Assert.True(first.ExitCode == 0, first.Error);
        Assert.Contains("registered already", again.Out);
        UInt256 staked = UInt256.Parse("2000500000000000000000");
        Assert.Equal(staked, await guardian.AskAsync(
            Stake, new GuardianStake.StakeOfCall(guardian.Owner.Address, guardian.Owner.Address)));
        GuardianStake.Guardian record = await guardian.AskAsync(
            Stake, new GuardianStake.GuardianCall(guardian.Owner.Address));
        Assert.Equal((guardian.Node.Address, (ushort)750), (record.Key, record.CommissionBps));
        Assert.Equal(UInt256.Zero, await guardian.AskAsync(
            chain.Council.Chain.Token, new Erc20.AllowanceCall(guardian.Owner.Address, Stake)));
    }

    [Fact]
    public async Task A_dry_run_prints_the_decoded_calls_and_sends_nothing()
    {
        using NewGuardian guardian = await NewGuardian.CreateAsync(chain, 5_000);
        var dry = await guardian.RunAsync("register", "--endpoint", "https://peer.example", "--dry-run");

        Assert.True(dry.ExitCode == 0, dry.Error);
        Assert.Contains("approve(address,uint256)", dry.Out);
        Assert.Contains("register(address,bytes,string,uint16,uint256)", dry.Out);
        Assert.Contains($"key: {guardian.Node.Address.ToChecksumString()}", dry.Out);
        Assert.Contains("endpoint: \"https://peer.example\"", dry.Out);
        Assert.Contains("amount: 1000000000000000000000", dry.Out); // the least
        Assert.Equal(0UL, (await chain.Council.ReadAsync(
            Stake, new GuardianStake.GuardianCall(guardian.Owner.Address))).Index);
        Assert.Equal(UInt256.Zero, await guardian.AskAsync(
            chain.Council.Chain.Token, new Erc20.AllowanceCall(guardian.Owner.Address, Stake)));
    }

    [Fact]
    public async Task What_a_failed_run_has_done_is_not_done_again()
    {
        using NewGuardian guardian = await NewGuardian.CreateAsync(chain, 5_000);
        await chain.Council.ActAsync(guardian.Owner.Address, chain.Council.Chain.Token,
            new Erc20.ApproveCall(Stake, SomeSettings.Token * 1_000).Encode());
        var run = await guardian.RunAsync("register");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.DoesNotContain("let the stake take", run.Out);
        Assert.Contains("register 0x", run.Out);
    }

    [Fact]
    public async Task A_bond_is_filled_up_to_what_the_policies_lock()
    {
        using NewGuardian guardian = await NewGuardian.CreateAsync(chain, 5_000);
        var early = await guardian.RunAsync("bond");
        Assert.Equal(1, early.ExitCode);
        Assert.Contains("register it first", early.Error);
        await guardian.RunAsync("register");
        UInt256 needed = await guardian.AskAsync(
            Registry, new IncidentRegistry.BondForCall(CouncilChain.Protocol, BreakerTargets.Everything, 2));
        var some = await guardian.RunAsync("bond", "--amount", "1");
        var rest = await guardian.RunAsync("bond");
        var none = await guardian.RunAsync("bond");

        Assert.True(some.ExitCode + rest.ExitCode + none.ExitCode == 0, some.Error + rest.Error + none.Error);
        IncidentRegistry.Bond bond = await guardian.AskAsync(
            Registry, new IncidentRegistry.BondCall(guardian.Owner.Address));
        Assert.Equal(needed, bond.Free);
        Assert.Contains("is there already", none.Out);
        Assert.Equal(UInt256.Zero, await guardian.AskAsync(
            chain.Council.Chain.Token, new Erc20.AllowanceCall(guardian.Owner.Address, Registry)));
    }

    [Fact]
    public async Task Duty_is_changed_once_and_the_status_says_so_in_its_public_form()
    {
        using NewGuardian guardian = await NewGuardian.CreateAsync(chain, 5_000);
        await guardian.RunAsync("register", "--endpoint", "https://peer.example");
        var off = await guardian.RunAsync("duty off");
        var again = await guardian.RunAsync("duty off");
        var status = await guardian.RunAsync(
            "status", "--json", "--deployment", guardian.File("deployment.json"));
        var text = await guardian.RunAsync("status", "--guardian", $"{guardian.Owner.Address}");
        var on = await guardian.RunAsync("duty on");

        Assert.True(off.ExitCode + again.ExitCode + on.ExitCode == 0, off.Error + again.Error + on.Error);
        Assert.Contains("off duty already", again.Out);
        Assert.Equal((1, 1), (status.ExitCode, text.ExitCode)); // off duty, and not paid
        Assert.Empty(JsonSchema.Load("guardian.schema.json").Faults(status.Out));
        using JsonDocument json = JsonDocument.Parse(status.Out);
        Assert.False(json.RootElement.GetProperty("onDuty").GetBoolean());
        Assert.Equal("https://peer.example", json.RootElement.GetProperty("endpoint").GetString());
        Assert.Equal("0", json.RootElement.GetProperty("owed").GetString());
        Assert.Contains("duty         off", text.Out);
        Assert.Contains("not yet: no attention challenge is answered", text.Out);
        Assert.True((await guardian.AskAsync(
            Stake, new GuardianStake.GuardianCall(guardian.Owner.Address))).OnDuty);
    }

    [Fact]
    public async Task Where_nothing_is_owed_or_confirmed_the_answer_is_no()
    {
        using NewGuardian guardian = await NewGuardian.CreateAsync(chain, 5_000);
        await guardian.RunAsync("register");
        var withdraw = await guardian.RunAsync("withdraw", "--deployment", guardian.File("deployment.json"));
        var claim = await guardian.RunAsync("claim");

        Assert.Equal((1, 1), (withdraw.ExitCode, claim.ExitCode));
        Assert.Contains("nothing is owed", withdraw.Out);
        Assert.Contains("no reward can be claimed", claim.Out);
    }

    [Fact]
    public async Task Who_is_no_guardian_is_told_so()
    {
        using NewGuardian guardian = await NewGuardian.CreateAsync(chain, 0);
        var status = await guardian.RunAsync("status");
        var duty = await guardian.RunAsync("duty off");

        Assert.Equal((1, 1), (status.ExitCode, duty.ExitCode));
        Assert.Contains("is no guardian's key", status.Error);
        Assert.Contains("is no guardian", duty.Error);
    }

    [Fact]
    public async Task Too_few_tokens_and_somebody_elses_key_are_refused_before_anything_is_sent()
    {
        using NewGuardian poor = await NewGuardian.CreateAsync(chain, 10);
        var few = await poor.RunAsync("register");
        Assert.Equal(3, few.ExitCode);
        Assert.Contains("has 10 STK and needs 1000 STK: send it the rest", few.Error);

        using PrivateKey copy = PrivateKey.Parse(Hex.Format(BytesOf(chain.NodeKey)));
        using NewGuardian thief = await NewGuardian.CreateAsync(chain, 5_000, copy);
        var taken = await thief.RunAsync("register");
        Assert.Equal(2, taken.ExitCode);
        Assert.Contains($"is that of the guardian {chain.GuardianKey.Address}", taken.Error);
        Assert.Equal(UInt256.Zero, await thief.AskAsync(
            chain.Council.Chain.Token, new Erc20.AllowanceCall(thief.Owner.Address, Stake)));
    }

    [Fact]
    public async Task Another_node_key_than_the_registered_one_is_refused()
    {
        using NewGuardian guardian = await NewGuardian.CreateAsync(chain, 5_000);
        await guardian.RunAsync("register");
        using PrivateKey other = PrivateKey.Generate();
        await guardian.WriteAsync("node-key.json",
            Keystore.Encrypt(other, GuideShell.Password, new KeystoreOptions { ScryptN = 4_096 }));
        var run = await guardian.RunAsync("register");
        await guardian.WriteAsync("node-key.json",
            Keystore.Encrypt(guardian.Owner, GuideShell.Password, new KeystoreOptions { ScryptN = 4_096 }));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"is registered with the key {guardian.Node.Address}", run.Error);
    }

    [Theory]
    [InlineData("--endpoint peer.example", "--endpoint: expected an address such as https://")]
    [InlineData("--endpoint ftp://peer.example", "--endpoint: expected an address such as https://")]
    [InlineData("--endpoint https://me:secret@peer.example", "without name, password or query")]
    [InlineData("--commission 2001", "--commission: expected 0 to 2000 basis points, found 2001")]
    [InlineData("--commission -1", "--commission: expected 0 to 2000 basis points, found -1")]
    [InlineData("--amount 999.9", "--amount: expected at least 1000 STK, found 999.9 STK")]
    [InlineData("--amount lots", "--amount: expected a number with at most 18 decimals")]
    [InlineData("--amount 1e3", "--amount: expected a number with at most 18 decimals")]
    [InlineData("--chain 5", "--chain: expected one with a stake (31337), found 5")]
    [InlineData("--password-file nowhere", "--password-file: nowhere: no such file")]
    public async Task A_wrong_option_is_named_with_what_was_expected(string options, string message)
    {
        using NewGuardian guardian = await NewGuardian.CreateAsync(chain, 5_000);
        var run = await guardian.RunAsync("register", options.Split(' '));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error);
        Assert.Equal("", run.Out);
    }

    [Theory]
    [InlineData("    registry: \"", "    registry: \"0x00000000000000000000000000000000000000aa\"\n    # \"",
        "registry: expected a contract on chain 31337, found no code at 0x00000000000000000000000000000000000000aa")]
    [InlineData("    stake: \"", "    stake: \"0x00000000000000000000000000000000000000aa\"\n    # \"",
        "stake: expected a contract on chain 31337, found no code at")]
    [InlineData("  - id: 31337", "  - id: 5", "is of chain 31337, expected one of chain 5")]
    [InlineData("    chain: 31337", "    chain: 5",
        "protocols[0].chain: expected one of the configured chains, found 5")]
    public async Task A_configuration_that_is_not_so_is_refused(string was, string becomes, string message)
    {
        using NewGuardian guardian = await NewGuardian.CreateAsync(chain, 5_000);
        if (was.Contains("id:", StringComparison.Ordinal)) await guardian.ConfigureAsync("31337", "5");
        else await guardian.ConfigureAsync(was, becomes);
        var run = await guardian.RunAsync("register");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error);
    }

    [Fact]
    public async Task A_wrong_password_and_none_open_nothing_and_are_not_repeated()
    {
        using NewGuardian guardian = await NewGuardian.CreateAsync(chain, 5_000);
        await guardian.WriteAsync("wrong", "battery staple\n");
        await guardian.WriteAsync("right", GuideShell.Password + "\n");
        var wrong = await guardian.RunAsync("register", "--password-file", guardian.File("wrong"));
        var right = await guardian.RunAsync("register", "--dry-run", "--password-file", guardian.File("right"));

        Assert.Equal((2, 0), (wrong.ExitCode, right.ExitCode));
        Assert.Contains("guardian.json", wrong.Error);
        Assert.DoesNotContain("battery", wrong.Error);
    }

    [Fact]
    public async Task A_deployment_of_another_chain_or_another_stake_is_refused()
    {
        using NewGuardian guardian = await NewGuardian.CreateAsync(chain, 5_000);
        string right = NewGuardian.Deployment(chain.Council.Plan, DeployChain.ChainId);
        (string Text, string Message)[] wrong =
        [
            (NewGuardian.Deployment(chain.Council.Plan, 5), "expected a deployment on chain 31337, found one on 5"),
            (right.Replace($"{Stake}", $"{SomeSettings.Account(9)}"),
                $"stake: expected {SomeSettings.Account(9)} as in"),
            (right.Replace($"{chain.Council.Plan.AddressOf("stream")}", $"{SomeSettings.Account(9)}"),
                "stream: expected a contract, found no code"),
            ("[]", "expected what cordon deploy wrote"),
        ];
        foreach ((string text, string message) in wrong)
        {
            await guardian.WriteAsync("deployment.json", text);
            var run = await guardian.RunAsync("register", "--deployment", guardian.File("deployment.json"));

            Assert.Equal(2, run.ExitCode);
            Assert.Contains(message, run.Error);
        }
    }

    [Fact]
    public async Task Where_nobody_knows_the_deployments_block_a_search_says_what_is_missing()
    {
        using NewGuardian guardian = await NewGuardian.CreateAsync(chain, 5_000);
        await guardian.RunAsync("register");
        await guardian.ConfigureAsync("    deploymentBlock:", "    # deploymentBlock:");
        await guardian.WriteAsync("old.json", NewGuardian.Deployment(chain.Council.Plan, DeployChain.ChainId)
            .Replace("\"block\":1000000,", "", StringComparison.Ordinal));
        string[][] runs = [[], ["--deployment", guardian.File("old.json")]];
        foreach (string[] options in runs)
        {
            var status = await guardian.RunAsync("status", options);
            var claim = await guardian.RunAsync("claim", options);

            Assert.Equal((2, 2), (status.ExitCode, claim.ExitCode));
            Assert.Contains("cordon.yaml: chain 31337: expected deploymentBlock, the block in which", status.Error);
            Assert.Contains("--deployment FILE with a block in it, or --from BLOCK", claim.Error);
        }

        var known = await guardian.RunAsync("claim", "--incident", $"{Hash256.Zero}"); // needs no search
        var told = await guardian.RunAsync("status", "--from", "0", "--json");
        Assert.Equal((1, 1), (known.ExitCode, told.ExitCode));
        using JsonDocument json = JsonDocument.Parse(told.Out);
        Assert.Equal(0, json.RootElement.GetProperty("searchedFrom").GetInt64());
    }

    [Theory]
    [InlineData("-1", "--from: expected the number of a block, such as 21500000, found '-1'")]
    [InlineData("0x10", "--from: expected the number of a block, such as 21500000, found '0x10'")]
    [InlineData("1e3", "--from: expected the number of a block, such as 21500000, found '1e3'")]
    [InlineData("18446744073709551616", "--from: expected the number of a block")]
    [InlineData("9000000", "--from: expected at most ")]
    public async Task A_search_from_a_block_that_is_none_is_refused(string from, string message)
    {
        using NewGuardian guardian = await NewGuardian.CreateAsync(chain, 5_000);
        await guardian.RunAsync("register");
        var status = await guardian.RunAsync("status", "--from", from);
        var claim = await guardian.RunAsync("claim", "--from", from);

        Assert.Equal((2, 2), (status.ExitCode, claim.ExitCode));
        Assert.Contains(message, status.Error);
        Assert.Contains(message, claim.Error);
    }

    [Theory]
    [InlineData("\"block\":-1", "block: expected a whole number, found -1")]
    [InlineData("\"block\":\"12\"", "block: expected a whole number, found \"12\"")]
    [InlineData("\"block\":1.5", "block: expected a whole number, found 1.5")]
    [InlineData("\"block\":18446744073709551616", "block: expected a whole number, found 18446744073709551616")]
    [InlineData("\"block\":null", "block: expected a whole number, found null")]
    [InlineData("\"block\":1", "deploymentBlock: expected at most 1 as in ")]
    [InlineData("\"chain\":[]", "expected what cordon deploy wrote")]
    public async Task A_deployments_file_with_a_block_that_is_none_or_another_is_refused(string member, string message)
    {
        using NewGuardian guardian = await NewGuardian.CreateAsync(chain, 5_000);
        string right = NewGuardian.Deployment(chain.Council.Plan, DeployChain.ChainId);
        string was = member.StartsWith("\"chain", StringComparison.Ordinal) ? "\"chain\":31337" : "\"block\":1000000";
        Assert.Contains(was, right);
        await guardian.WriteAsync("deployment.json", right.Replace(was, member, StringComparison.Ordinal));
        var run = await guardian.RunAsync("status", "--deployment", guardian.File("deployment.json"));
        var missing = await guardian.RunAsync("status", "--deployment", guardian.File("nowhere.json"));

        Assert.Equal((2, 2), (run.ExitCode, missing.ExitCode));
        Assert.Contains(message, run.Error);
        Assert.Contains("nowhere.json: no such file", missing.Error);
    }

    private static byte[] BytesOf(PrivateKey key)
    {
        byte[] bytes = new byte[PrivateKey.SizeBytes];
        key.CopyTo(bytes);
        return bytes;
    }
}
