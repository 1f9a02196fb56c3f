using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Ethereum;
using static Cordon.Engine.Facts.Tests.Abi;

namespace Cordon.Engine.Facts.Tests;

/// <summary>What calls to tokens mean where no logs are, and what events mean where they are.</summary>
public sealed class TokenTests
{
    private static readonly Address Owner = Account(1);
    private static readonly Address Token = Account(2);
    private static readonly Address Logic = Account(3);
    private static readonly Address Receiver = Account(4);

    [Fact]
    public void A_transfer_that_answers_false_moved_nothing()
    {
        Frame refused = new(Owner, Token, Call("transfer(address,uint256)", Receiver, 5)) { Output = Words(false) };

        Assert.Equal(0, SyntheticBlock.Extract(false, refused).Transfers.Count);
    }

    [Theory]
    [InlineData("DELEGATECALL")]
    [InlineData("CALL")]
    public void A_proxy_and_the_contract_behind_it_move_the_value_once(string type)
    {
        string input = Call("transfer(address,uint256)", Receiver, 5_000_000);
        Frame proxied = new Frame(Owner, Token, input) { Output = Words(true) }
            .Add(new Frame(Token, Logic, input) { Type = type, Output = Words(true) });

        BlockFacts facts = SyntheticBlock.Extract(false, proxied);

        Transfer transfer = Assert.Single(facts.Transfers.Rows.ToArray());
        Assert.Equal((Token, Owner), (facts.Data.Accounts[transfer.Asset], facts.Data.Accounts[transfer.From]));
    }

    [Fact]
    public void A_contract_without_token_answers_that_goes_on_to_pay_is_a_wallet()
    {
        Frame wallet = new Frame(Owner, Account(9), Call("transfer(address,uint256)", Receiver, 5))
            .Add(new Frame(Account(9), Receiver, "0x") { Value = 5 });

        Transfer transfer = Assert.Single(SyntheticBlock.Extract(false, wallet).Transfers.Rows.ToArray());
        Assert.Equal(TransferKind.Ether, transfer.Kind);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Wrapping_mints_and_unwrapping_burns_what_the_native_coin_pays(bool withLogs)
    {
        Frame use = new Frame(Owner, Receiver, "0x12345678").Add(
            new Frame(Receiver, Token, Call("deposit()")) { Value = 7 }
                .Log(Token, "Deposit(address,uint256)", [Receiver], 7),
            new Frame(Receiver, Token, Call("balanceOf(address)", Receiver)) { Output = Words(7), Type = "STATICCALL" },
            new Frame(Receiver, Token, Call("withdraw(uint256)", 3)).Add(new Frame(Token, Receiver, "0x") { Value = 3 })
                .Log(Token, "Withdrawal(address,uint256)", [Receiver], 3));

        BlockFacts facts = SyntheticBlock.Extract(withLogs, use);

        Assert.Equal(["Ether 7", "Wrap 7", "Ether 3", "Unwrap 3"],
            facts.Transfers.Rows.ToArray().OrderBy(row => row.Amount == 3 ? 1 : 0).ThenBy(row => row.Kind)
                .Select(row => $"{row.Kind} {row.Amount}"));
    }

    [Fact]
    public void An_event_of_the_wrappers_name_without_the_coin_mints_nothing()
    {
        Frame vault = new Frame(Owner, Token, "0x12345678").Log(Token, "Deposit(address,uint256)", [Owner], 7);

        Assert.Equal(0, SyntheticBlock.Extract(true, vault).Transfers.Count);
    }

    [Fact]
    public void Collections_state_one_token_or_a_batch_of_them()
    {
        Frame moves = new Frame(Owner, Token, "0x12345678")
            .Log(Token, "Transfer(address,address,uint256)", [Owner, Receiver, 77])
            .Log(Token, "TransferSingle(address,address,address,uint256,uint256)", [Owner, Owner, Receiver], 5, 6)
            .Log(Token, "TransferBatch(address,address,address,uint256[],uint256[])", [Owner, Owner, Receiver],
                64, 160, 2, 8, 9, 2, 10, 11);

        Assert.Equal(["Erc721 1 #77", "Erc1155 6 #5", "Erc1155 10 #8", "Erc1155 11 #9"],
            SyntheticBlock.Extract(true, moves).Transfers.Rows.ToArray()
                .Select(row => $"{row.Kind} {row.Amount} #{row.TokenId}"));
    }

    [Fact]
    public void One_call_that_pays_many_moves_the_amount_to_each()
    {
        Frame batch = new(Owner, Token, Call("batchTransfer(address[],uint256)", 64, 5, 2, Receiver, Logic))
        {
            Output = Words(true),
        };

        BlockFacts facts = SyntheticBlock.Extract(false, batch);

        Assert.Equal([(Receiver, 5UL), (Logic, 5UL)], facts.Transfers.Rows.ToArray()
            .Select(row => (facts.Data.Accounts[row.To], (ulong)row.Amount)));
    }

    [Fact]
    public void Events_from_before_arguments_were_indexed_count_too()
    {
        Frame old = new Frame(Owner, Token, "0x12345678")
            .Log(Token, "Transfer(address,address,uint256)", [], Owner, Receiver, 12);

        Assert.Equal(12UL, (ulong)Assert.Single(SyntheticBlock.Extract(true, old).Transfers.Rows.ToArray()).Amount);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Approvals_and_permits_name_owner_and_spender(bool withLogs)
    {
        Frame approve = new Frame(Owner, Token, Call("approve(address,uint256)", Receiver, 9)) { Output = Words(true) }
            .Log(Token, "Approval(address,address,uint256)", [Owner, Receiver], 9);
        Frame permit = new Frame(Logic, Token, Call(
            "permit(address,address,uint256,uint256,uint8,bytes32,bytes32)", Owner, Receiver, 8, 0, 27, 1, 1))
            .Log(Token, "Approval(address,address,uint256)", [Owner, Receiver], 8);
        Frame spend = new Frame(Receiver, Token, Call("transferFrom(address,address,uint256)", Owner, Receiver, 1))
        {
            Output = Words(true),
        }.Log(Token, "Approval(address,address,uint256)", [Owner, Receiver], 7);

        BlockFacts facts = SyntheticBlock.Extract(withLogs, approve, permit, spend);

        Assert.Equal(["Erc20 9", "Permit 8"],
            facts.Approvals.Rows.ToArray().Select(row => $"{row.Kind} {row.Amount}"));
        Assert.All(facts.Approvals.Rows.ToArray(), row => Assert.Equal(Owner, facts.Data.Accounts[row.Owner]));
    }

    [Fact]
    public void Creation_and_destruction_of_contracts_carry_their_value()
    {
        Frame life = new Frame(Owner, Receiver, "0x12345678").Add(
            new Frame(Receiver, Token, "0x6000") { Type = "CREATE", Output = "0x60016002", Value = 4 },
            new Frame(Token, Owner, "0x") { Type = "SELFDESTRUCT", Value = 4 });

        BlockFacts facts = SyntheticBlock.Extract(true, life);

        Assert.Equal(["True 4 4", "False 4 0"], facts.Contracts.Rows.ToArray().Select(row =>
            $"{row.IsCreated} {row.Value} {row.Code.ByteLength}"));
        Assert.Equal(AccountId.Ether, facts.Transfers[1].Asset);
        Assert.Equal(Owner, facts.Data.Accounts[facts.Transfers[1].To]);
    }
}
