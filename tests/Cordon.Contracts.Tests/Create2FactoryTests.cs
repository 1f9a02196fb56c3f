using Cordon.Contracts.Deployment;
using Cordon.Ethereum;

namespace Cordon.Contracts.Tests;

public class Create2FactoryTests
{
    [Fact]
    public void The_founding_transaction_creates_the_factory_at_its_address()
    {
        Assert.Equal(Create2Factory.Address, Address.ForCreate(Create2Factory.Founder, 0));
        Transaction founding = SignedTransaction.Decode(Create2Factory.FoundingTransaction).Transaction;
        Assert.Equal(Create2Factory.FoundingCost, founding.GasPrice * founding.GasLimit);
        Assert.EndsWith(
            Convert.ToHexString(Create2Factory.Runtime),
            Convert.ToHexString(founding.Data.Span),
            StringComparison.Ordinal);
    }
}
