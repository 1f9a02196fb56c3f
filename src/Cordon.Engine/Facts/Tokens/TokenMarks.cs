namespace Cordon.Engine.Facts;

/// <summary>The questions by whose answers a token is known where no logs are.</summary>
internal sealed class TokenMarks : FactFamily
{
    public override void Register(SignatureTable calls, SignatureTable logs)
    {
        calls.Mark("balanceOf(address)", AccountMarks.Token);
        calls.Mark("totalSupply()", AccountMarks.Token);
        calls.Mark("transfer(address,uint256)", AccountMarks.Token);
        calls.Mark("transferFrom(address,address,uint256)", AccountMarks.Token);
        calls.Mark("approve(address,uint256)", AccountMarks.Token);
        calls.Mark("allowance(address,address)", AccountMarks.Token | AccountMarks.Fungible);
        calls.Mark("decimals()", AccountMarks.Token | AccountMarks.Fungible);
        calls.Mark("ownerOf(uint256)", AccountMarks.Collection);
        calls.Mark("getApproved(uint256)", AccountMarks.Collection);
        calls.Mark("isApprovedForAll(address,address)", AccountMarks.Collection);
        calls.Mark("tokenURI(uint256)", AccountMarks.Collection);
    }
}
