using Cordon.Ethereum;

namespace Cordon.Engine.Pending.Tests;

public class FamiliarContractsTests
{
    private static readonly Address Router = Address.FromWord((UInt256)7UL);

    [Fact]
    public void A_contract_is_familiar_after_eight_quiet_looks_and_a_stranger_after_one_that_was_not()
    {
        FamiliarContracts known = new(100);
        for (int i = 0; i < 8; i++)
        {
            Assert.False(known.Knows(Router));
            Assert.Equal(i == 7, known.Note(Router, wasQuiet: true)); // whether that changed anything
        }

        Assert.True(known.Knows(Router));
        Assert.False(known.Note(Router, wasQuiet: true));
        Assert.True(known.Note(Router, wasQuiet: false));
        Assert.False(known.Knows(Router));
        for (int i = 0; i < 8; i++) known.Note(Router, wasQuiet: true);
        Assert.True(known.Knows(Router));
    }

    [Fact]
    public void A_creation_is_never_familiar_and_the_oldest_contract_is_forgotten()
    {
        FamiliarContracts known = new(2);
        for (int i = 0; i < 8; i++)
        {
            known.Note(null, wasQuiet: true);
            known.Note(Router, wasQuiet: true);
        }

        Assert.False(known.Knows(null));
        Assert.True(known.Knows(Router));
        for (ulong other = 10; other < 12; other++) known.Note(Address.FromWord((UInt256)other), wasQuiet: true);
        Assert.False(known.Knows(Router));
    }
}
