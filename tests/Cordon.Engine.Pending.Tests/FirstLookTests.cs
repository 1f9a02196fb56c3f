using Cordon.Domain.Protocols;
using Cordon.Ethereum;

namespace Cordon.Engine.Pending.Tests;

public class FirstLookTests
{
    private static readonly Address Vault = Transactions.Account(500);
    private static readonly FirstLook Look =
        new(new WatchList([new Protocol("vault", 1, [Vault])]), chainId: 1);

    private static byte[] Call(string signature, params IReadOnlyList<AbiValue> arguments) =>
        AbiFunction.Parse(signature).EncodeCall(arguments);

    [Fact]
    public void A_call_to_a_protected_contract_is_the_most_urgent()
    {
        PendingTransaction judged = Look.Judge(Transactions.Of(1, to: Vault));

        Assert.Equal(PendingRank.Protected, judged.Rank);
        Assert.Equal(["vault"], judged.Protocols);
    }

    [Fact]
    public void So_is_one_that_names_a_protected_contract_among_its_arguments()
    {
        byte[] input = Call("swap(uint256,address)", 1UL, Vault);

        Assert.Equal(PendingRank.Protected, Look.Judge(Transactions.Of(1, input: input)).Rank);
    }

    [Fact]
    public void The_same_contract_on_another_chain_is_a_stranger() =>
        Assert.Equal(PendingRank.Contract,
            new FirstLook(new WatchList([new Protocol("vault", 2, [Vault])]), 1)
                .Judge(Transactions.Of(1, to: Vault)).Rank);

    [Fact]
    public void A_creation_is_suspicious() =>
        Assert.Equal(PendingRank.Suspicious, Look.Judge(Transactions.Of(1) with { To = null }).Rank);

    [Theory]
    [InlineData("flashLoan(address,address[],uint256[],bytes)", PendingRank.Suspicious)]
    [InlineData("swap(uint256,uint256,address,bytes)", PendingRank.Suspicious)]
    [InlineData("transfer(address,uint256)", PendingRank.Routine)]
    [InlineData("attack(uint256)", PendingRank.Contract)]
    public void A_selector_tells_flash_loans_and_wallet_calls_apart_from_the_rest(string signature, PendingRank rank)
    {
        byte[] input = [.. BitConverter.GetBytes(AbiFunction.Parse(signature).Selector).Reverse(), .. new byte[64]];

        Assert.Equal(rank, Look.Judge(Transactions.Of(1, input: input)).Rank);
    }

    [Fact]
    public void Ether_without_data_is_plain_and_a_stump_of_a_selector_is_a_call()
    {
        Assert.Equal(PendingRank.Plain, Look.Judge(Transactions.Of(1, input: [])).Rank);
        Assert.Equal(PendingRank.Contract, Look.Judge(Transactions.Of(1, input: [1, 2])).Rank);
    }
}
