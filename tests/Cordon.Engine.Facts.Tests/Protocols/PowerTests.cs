using Cordon.Domain.Facts;
using Cordon.Ethereum;
using static Cordon.Engine.Facts.Tests.Abi;

namespace Cordon.Engine.Facts.Tests;

/// <summary>Who may do what: privileges, governance, oracles and bridges.</summary>
public sealed class PowerTests
{
    private static readonly Address Admin = Account(1);
    private static readonly Address Target = Account(2);
    private static readonly Address Next = Account(3);
    private static readonly Address Token = Account(4);

    [Fact]
    public void An_upgrade_says_the_same_by_its_event_and_by_its_call()
    {
        Frame upgrade = new Frame(Admin, Target, Call("upgradeTo(address)", Next))
            .Log(Target, "Upgraded(address)", [Next]);

        foreach (bool withLogs in (bool[])[true, false])
        {
            BlockFacts facts = SyntheticBlock.Extract(withLogs, upgrade);
            PrivilegeChange row = Assert.Single(facts.Privileges.Rows.ToArray());
            Assert.Equal((PrivilegeKind.Upgraded, Next, Admin),
                (row.Kind, facts.Data.Accounts[row.Subject], facts.Data.Accounts[row.Sender]));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_owner_named_in_topics_or_in_data_is_read(bool isIndexed)
    {
        Frame change = new Frame(Admin, Target, "0x12345678").Log(Target, "OwnershipTransferred(address,address)",
            isIndexed ? [Admin, Next] : [], isIndexed ? [] : [Admin, Next]);

        BlockFacts facts = SyntheticBlock.Extract(true, change);

        PrivilegeChange row = Assert.Single(facts.Privileges.Rows.ToArray());
        Assert.Equal((Admin, Next), (facts.Data.Accounts[row.Previous], facts.Data.Accounts[row.Subject]));
    }

    [Fact]
    public void A_role_keeps_its_hash_in_both_readings()
    {
        Frame grant = new Frame(Admin, Target, Call("grantRole(bytes32,address)", 99, Next))
            .Log(Target, "RoleGranted(bytes32,address,address)", [99, Next, Admin]);

        foreach (bool withLogs in (bool[])[true, false])
        {
            PrivilegeChange row = Assert.Single(SyntheticBlock.Extract(withLogs, grant).Privileges.Rows.ToArray());
            Assert.Equal((PrivilegeKind.RoleGranted, 99UL), (row.Kind, (ulong)row.Role));
        }
    }

    public static TheoryData<string, string, PrivilegeKind> Changes { get; } = new()
    {
        { "AddedOwner(address)", "addOwnerWithThreshold(address,uint256)", PrivilegeKind.SignerAdded },
        { "RemovedOwner(address)", "removeOwner(address,address,uint256)", PrivilegeKind.SignerRemoved },
        { "AddedOwner(address)", "swapOwner(address,address,address)", PrivilegeKind.SignerAdded },
        { "EnabledModule(address)", "enableModule(address)", PrivilegeKind.ModuleEnabled },
        { "DisabledModule(address)", "disableModule(address,address)", PrivilegeKind.ModuleDisabled },
        { "MinterAdded(address)", "addMinter(address)", PrivilegeKind.SignerAdded },
        { "Rely(address)", "rely(address)", PrivilegeKind.SignerAdded },
        { "Upgraded(address)", "upgradeToAndCall(address,bytes)", PrivilegeKind.Upgraded },
        { "Upgraded(address)", "setImplementation(address)", PrivilegeKind.Upgraded },
        { "OwnerUpdated(address,address)", "setOwner(address)", PrivilegeKind.OwnershipTransferred },
        { "OwnershipTransferred(address,address)", "transferOwnership(address)", PrivilegeKind.OwnershipTransferred },
        { "AdminChanged(address,address)", "changeAdmin(address)", PrivilegeKind.AdminChanged },
        { "NewAdmin(address)", "setAdmin(address)", PrivilegeKind.AdminChanged },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_change_of_power_names_the_same_account_by_its_event_and_by_its_call(
        string told, string called, PrivilegeKind kind)
    {
        // Whoever the change is about stands last, before numbers and bytes, in calls and in events.
        object[] arguments = [.. Enumerable.Range(0, called.Split("address").Length - 2).Select(_ => (object)Token),
            Next, 1, 0];
        object[] topics = told.Contains(',', StringComparison.Ordinal) ? [Admin, Next] : [Next];
        Frame change = new Frame(Admin, Target, Call(called, arguments)).Log(Target, told, topics);

        foreach (bool withLogs in (bool[])[true, false])
        {
            BlockFacts facts = SyntheticBlock.Extract(withLogs, change);
            PrivilegeChange row = Assert.Single(facts.Privileges.Rows.ToArray());
            Assert.Equal((kind, Next, Target), (
                row.Kind, facts.Data.Accounts[row.Subject], facts.Data.Accounts[row.Contract]));
        }
    }

    [Theory]
    [InlineData("ChangedThreshold(uint256)", "changeThreshold(uint256)", PrivilegeKind.ThresholdChanged)]
    [InlineData("Paused(address)", "pause()", PrivilegeKind.Paused)]
    [InlineData("Unpaused(address)", "unpause()", PrivilegeKind.Unpaused)]
    [InlineData("DiamondCut((address,uint8,bytes4[])[],address,bytes)",
        "diamondCut((address,uint8,bytes4[])[],address,bytes)", PrivilegeKind.Upgraded)]
    public void A_change_of_state_is_read_from_its_event_and_from_its_call(
        string told, string called, PrivilegeKind kind)
    {
        Frame change = new Frame(Admin, Target, Call(called, 2, 0, 0)).Log(Target, told, [], 2, 0, 0);

        foreach (bool withLogs in (bool[])[true, false])
            Assert.Equal(kind, Assert.Single(SyntheticBlock.Extract(withLogs, change).Privileges.Rows.ToArray()).Kind);
    }

    [Fact]
    public void A_call_of_power_that_was_undone_is_no_change()
    {
        Frame change = new(Admin, Target, Call("enableModule(address)", Next)) { Error = "execution reverted" };

        Assert.Empty(SyntheticBlock.Extract(false, change).Privileges.Rows.ToArray());
    }

    [Fact]
    public void Votes_carry_their_weight_where_an_event_states_it()
    {
        Frame vote = new Frame(Admin, Target, Call("castVote(uint256,uint8)", 7, 1)).Log(Target,
            "VoteCast(address,uint256,uint8,uint256,string)", [Admin], 7, 1, 1000, 160, 0);

        GovernanceAction told = Assert.Single(SyntheticBlock.Extract(true, vote).Governance.Rows.ToArray());
        GovernanceAction called = Assert.Single(SyntheticBlock.Extract(false, vote).Governance.Rows.ToArray());

        Assert.Equal((GovernanceKind.VoteCast, 7UL, 1000UL),
            (told.Kind, (ulong)told.ProposalId, (ulong)told.Weight));
        Assert.Equal((GovernanceKind.VoteCast, 7UL, 0UL),
            (called.Kind, (ulong)called.ProposalId, (ulong)called.Weight));
    }

    [Fact]
    public void A_batch_of_a_timelock_is_one_row_a_target()
    {
        Frame batch = new(Admin, Target, Call("executeBatch(address[],uint256[],bytes[],bytes32,bytes32)",
            160, 256, 352, 0, 0, 2, Next, Token, 2, 5, 6, 0));

        BlockFacts facts = SyntheticBlock.Extract(false, batch);

        Assert.Equal([(Next, 5UL), (Token, 6UL)], facts.Governance.Rows.ToArray()
            .Select(row => (facts.Data.Accounts[row.Target], (ulong)row.Weight)));
    }

    [Fact]
    public void A_feed_that_asks_its_own_aggregator_in_the_same_words_is_read_once()
    {
        Frame read = new Frame(Admin, Next, "0x12345678").Add(
            new Frame(Next, Target, Call("latestAnswer()")) { Type = "STATICCALL", Output = Words(42) }
                .Add(new Frame(Target, Token, Call("latestAnswer()")) { Type = "STATICCALL", Output = Words(42) }));

        BlockFacts facts = SyntheticBlock.Extract(true, read);

        OracleAnswer row = Assert.Single(facts.Oracles.Rows.ToArray());
        Assert.Equal((true, false, 42UL), (row.IsRead, row.IsSpot, (ulong)row.Answer));
        Assert.Equal((Target, Next), (facts.Data.Accounts[row.Feed], facts.Data.Accounts[row.Account]));
    }

    [Fact]
    public void Reserves_that_a_contract_reads_are_a_spot_price()
    {
        Frame read = new Frame(Admin, Next, "0x12345678").Add(
            new Frame(Next, Target, Call("getReserves()")) { Type = "STATICCALL", Output = Words(10, 20, 3) });

        OracleAnswer row = Assert.Single(SyntheticBlock.Extract(true, read).Oracles.Rows.ToArray());

        Assert.Equal((true, 10UL, 20UL), (row.IsSpot, (ulong)row.Answer, (ulong)row.SecondAnswer));
    }

    [Fact]
    public void A_negative_answer_keeps_its_sign()
    {
        Frame publish = new Frame(Admin, Target, "0x12345678")
            .Log(Target, "AnswerUpdated(int256,uint256,uint256)", [-5, 1], 1700000000);

        OracleAnswer row = Assert.Single(SyntheticBlock.Extract(true, publish).Oracles.Rows.ToArray());

        Assert.Equal((false, 1700000000UL), (row.IsRead, row.UpdatedAt));
        Assert.True(row.Answer.IsNegative);
    }

    [Fact]
    public void A_bridge_states_who_locked_what_and_its_release_shows_by_what_left_it()
    {
        Frame deposit = new Frame(Admin, Target, "0x12345678").Log(Target,
            "ERC20DepositInitiated(address,address,address,address,uint256,bytes)", [Token, Next, Admin],
            Admin, 50, 96, 0);
        Frame release = new Frame(Admin, Target, Call("unlock(bytes,bytes,uint64)", 96, 128, 1, 0, 0)).Add(
            new Frame(Target, Token, Call("transfer(address,uint256)", Next, 60)) { Output = Words(true) });

        BridgeMessage locked = Assert.Single(SyntheticBlock.Extract(true, deposit).Bridges.Rows.ToArray());
        BridgeMessage released = Assert.Single(SyntheticBlock.Extract(false, release).Bridges.Rows.ToArray());

        Assert.Equal((false, 50UL), (locked.IsRelease, (ulong)locked.Amount));
        Assert.Equal((true, 60UL), (released.IsRelease, (ulong)released.Amount));
    }
}
