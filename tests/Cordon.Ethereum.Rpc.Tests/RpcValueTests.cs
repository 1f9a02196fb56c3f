using System.Numerics;
using System.Text;
using Cordon.Ethereum.Rpc;
using FsCheck;
using FsCheck.Fluent;

namespace Cordon.Ethereum.Rpc.Tests;

public class RpcValueTests
{
    [Fact]
    public void A_quantity_written_as_a_parameter_reads_back() =>
        Prop.ForAll<ulong>(number => RpcValue.Quantity(Utf8(((RpcParam)number).ToString()), "x") == number)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Bytes_written_as_a_parameter_read_back() =>
        Prop.ForAll<byte[]>(bytes => RpcValue.Data(Utf8(RpcParam.Data(bytes).ToString()), "x").SequenceEqual(bytes))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_big_quantity_reads_as_its_integer() =>
        Prop.ForAll<byte[]>(bytes =>
        {
            var number = new BigInteger(bytes.Take(32).ToArray(), isUnsigned: true, isBigEndian: true);
            string hex = number.ToString("x").TrimStart('0');
            UInt256 read = RpcValue.BigQuantity(Utf8($"\"0x{(hex.Length == 0 ? "0" : hex)}\""), "x");
            return (BigInteger)read == number;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("12")]
    [InlineData("\"12\"")]
    [InlineData("\"0x\"")]
    [InlineData("\"0xg\"")]
    [InlineData("\"0x-1\"")]
    [InlineData("\"0x 1\"")]
    [InlineData("\"0x10000000000000000\"")]
    [InlineData("null")]
    [InlineData("\"0x1")]
    public void Anything_but_a_hex_quantity_of_64_bits_is_refused_with_its_field(string json) =>
        Assert.Equal(
            $"number: expected a hex quantity of at most 64 bits, found {json}",
            Assert.Throws<FormatException>(() => RpcValue.Quantity(Utf8(json), "number")).Message);

    [Theory]
    [InlineData("\"0x\"")]
    [InlineData("\"0x10000000000000000000000000000000000000000000000000000000000000000\"")]
    [InlineData("\"0x1g\"")]
    public void Two_to_the_256_is_refused(string json) =>
        Assert.Throws<FormatException>(() => RpcValue.BigQuantity(Utf8(json), "value"));

    [Theory]
    [InlineData("\"0x123\"")]
    [InlineData("\"123\"")]
    [InlineData("\"0xzz\"")]
    [InlineData("1")]
    public void Odd_or_foreign_digits_are_no_data(string json) =>
        Assert.StartsWith("input: expected hex data", Assert.Throws<FormatException>(
            () => RpcValue.Data(Utf8(json), "input")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("\"0x12\"")]
    [InlineData("\"0xzz00000000000000000000000000000000000000000000000000000000000000\"")]
    [InlineData("null")]
    public void Anything_but_32_bytes_is_no_hash(string json) =>
        Assert.StartsWith("hash: expected a hash of 32 bytes", Assert.Throws<FormatException>(
            () => RpcValue.Hash(Utf8(json), "hash")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("{}", "number: missing from the block")]
    [InlineData("{\"number\":\"0x1\"}", "hash: missing from the block")]
    [InlineData("{\"number\":\"0x1\",\"hash\":null}", "hash: missing from the block")]
    [InlineData("{\"number\":7}", "number: expected a hex quantity of at most 64 bits, found 7")]
    public void A_header_without_number_or_hash_is_refused(string json, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => BlockHeader.Read(Utf8(json))).Message);

    [Fact]
    public void A_parameter_text_is_quoted_and_escaped()
    {
        Assert.Equal("\"a\\u0022b\"", ((RpcParam)"a\"b").ToString());
        Assert.Equal("null", default(RpcParam).ToString());
        Assert.Equal("true", ((RpcParam)true).ToString());
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
