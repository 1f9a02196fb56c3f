using System.Numerics;
using Cordon.Domain.Invariants;
using Cordon.Ethereum;

namespace Cordon.Domain.Tests.Invariants;

public class InvariantCallTests
{
    private const string Token = "0x00000000000000000000000000000000000000aa";
    private const string Owner = "0x00000000000000000000000000000000000000bb";

    private static readonly Address Vault = Address.Parse("0x00000000000000000000000000000000000000cc");

    [Fact]
    public void A_signature_alone_asks_the_usual_contract()
    {
        InvariantCall call = InvariantCall.Parse("assets", "totalAssets()(uint256)", Vault);

        Assert.Equal((Vault, "0x01e1d114"), (call.Contract, Hex.Format(call.Data)));
        Assert.Equal(200, call.Read(new UInt256Bytes(200).Bytes));
    }

    [Fact]
    public void Another_contract_and_arguments_are_encoded()
    {
        InvariantCall call = InvariantCall.Parse("x", $"{Token}.balanceOf(address owner)(uint256) {Owner}", Vault);

        Assert.Equal(Address.Parse(Token), call.Contract);
        Assert.Equal("0x70a08231" + new string('0', 62) + "bb", Hex.Format(call.Data));
    }

    [Fact]
    public void Signed_results_may_be_negative_and_flags_are_zero_or_one()
    {
        byte[] minusOne = [.. Enumerable.Repeat((byte)0xff, 32)];

        Assert.Equal(-1, InvariantCall.Parse("x", "drift()(int256)", Vault).Read(minusOne));
        Assert.Equal(BigInteger.Pow(2, 256) - 1, InvariantCall.Parse("x", "n()(uint256)", Vault).Read(minusOne));
        Assert.Equal(1, InvariantCall.Parse("x", "ok()(bool)", Vault).Read(new UInt256Bytes(1).Bytes));
    }

    [Fact]
    public void Only_the_first_result_counts_and_short_answers_are_refused()
    {
        InvariantCall call = InvariantCall.Parse("x", "getReserves()(uint112,uint112,uint32)", Vault);

        Assert.Equal(7, call.Read([.. new UInt256Bytes(7).Bytes, .. new byte[64]]));
        Assert.Throws<AbiException>(() => call.Read(new byte[31]));
        Assert.Throws<AbiException>(() => call.Read([]));
    }

    [Theory]
    [InlineData("f(uint256)(uint256) 12", "0x0c")]
    [InlineData("f(uint256)(uint256) 0xff", "0xff")]
    [InlineData("f(bool)(uint256) true", "0x01")]
    public void Arguments_are_read_by_their_type(string text, string tail) =>
        Assert.EndsWith(tail[2..], Hex.Format(InvariantCall.Parse("x", text, Vault).Data), StringComparison.Ordinal);

    [Theory]
    [InlineData("totalAssets", "is no view call")]
    [InlineData("totalAssets()", "is no view call")]
    [InlineData("()(uint256)", "names no function")]
    [InlineData("f()()", "its first result must be a number, a flag or an address")]
    [InlineData("f()(string)", "its first result must be a number, a flag or an address")]
    [InlineData("f()(uint257)", "ABI type")]
    [InlineData("0x12.f()(uint256)", "'0x12' is no contract's address")]
    [InlineData("f(address)(uint256)", "takes 1 arguments, found 0")]
    [InlineData("f()(uint256) 1", "takes 0 arguments, found 1")]
    [InlineData("f(address)(uint256) 0x12", "'0x12' is no address")]
    [InlineData("f(uint8)(uint256) 256", "uint8")]
    [InlineData("f(uint256)(uint256) -1", "uint256")]
    [InlineData("f(string)(uint256) x", "arguments of type string cannot be written here")]
    public void A_fault_says_what_is_wrong(string text, string part) =>
        Assert.Contains(part, Assert.Throws<FormatException>(() => InvariantCall.Parse("x", text, Vault)).Message,
            StringComparison.Ordinal);

    private readonly record struct UInt256Bytes(byte Value)
    {
        public byte[] Bytes => [.. new byte[31], Value];
    }
}
