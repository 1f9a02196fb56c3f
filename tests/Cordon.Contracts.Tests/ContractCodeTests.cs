using Cordon.Contracts.Deployment;

namespace Cordon.Contracts.Tests;

public class ContractCodeTests
{
    [Fact]
    public void Every_binding_with_a_constructor_has_its_code()
    {
        foreach (string name in (string[])["GuardianStake", "Safe", "TimelockController", "ReviewedProxyAdmin"])
        {
            ContractCode code = ContractCode.Of(name);
            Assert.Equal(name, code.Name);
            Assert.True(code.Creation.Length > 100);
        }
    }

    [Fact]
    public void An_unknown_contract_is_refused() =>
        Assert.Throws<ArgumentException>(() => ContractCode.Of("Nothing"));

    [Fact]
    public void Code_of_another_length_or_another_contract_is_not_its()
    {
        ContractCode code = ContractCode.Of("SafeProxyFactory");
        Assert.False(code.IsCodeOf([]));
        Assert.False(code.IsCodeOf([1, 2, 3]));
        Assert.False(ContractCode.Of("Safe").IsCodeOf(code.Creation.Span));
    }
}
