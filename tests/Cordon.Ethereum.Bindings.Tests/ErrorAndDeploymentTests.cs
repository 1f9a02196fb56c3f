namespace Cordon.Ethereum.Bindings.Tests;

public class ErrorAndDeploymentTests
{
    [Fact]
    public void Revert_data_becomes_the_error_with_its_arguments()
    {
        byte[] revert = CastVectors.Bytes("calldata", "ERC20InsufficientBalance(address,uint256,uint256)");

        Assert.True(Erc20.ERC20InsufficientBalanceError.TryDecode(revert, out var error));
        Assert.Equal(new Erc20.ERC20InsufficientBalanceError(Address.Parse("0x" + new string('2', 40)), 5, 6), error);
    }

    [Fact]
    public void Errors_with_text_and_without_arguments_are_told_apart()
    {
        byte[] reason = CastVectors.Bytes("calldata", "Reason(string)");
        byte[] nothing = CastVectors.Bytes("sig", "Nothing()");

        Assert.True(Showcase.ReasonError.TryDecode(reason, out Showcase.ReasonError why));
        Assert.Equal("no", why.Why);
        Assert.True(Showcase.NothingError.TryDecode(nothing, out _));
        Assert.False(Showcase.NothingError.TryDecode(reason, out _));
        Assert.False(Showcase.ReasonError.TryDecode([], out _));
    }

    [Fact]
    public void A_deployment_is_the_artifacts_bytecode_and_the_constructors_arguments()
    {
        var deployment = new Showcase.Deployment(Address.Parse("0x" + new string('1', 40)), "Cordon");

        byte[] arguments = CastVectors.Bytes("abi-encode", "constructor(address,string)");
        Assert.Equal("600A600C600039600A6000F3602A60805260206080F3", Convert.ToHexString(Showcase.Bytecode));
        Assert.Equal([.. Showcase.Bytecode, .. arguments], deployment.Encode());
        Assert.Equal([0xFE, .. arguments], deployment.Encode([0xFE]));
    }
}
