using RlpCodec = Cordon.Ethereum.Rlp;

namespace Cordon.Ethereum.Tests;

/// <summary>The lengths at which the form of an RLP header changes, for strings and for lists.</summary>
public class RlpWriterTests
{
    [Theory]
    [InlineData(0, "80")]
    [InlineData(55, "b7")]
    [InlineData(56, "b838")]
    [InlineData(255, "b8ff")]
    [InlineData(256, "b90100")]
    [InlineData(65_535, "b9ffff")]
    [InlineData(65_536, "ba010000")]
    [InlineData(16_777_216, "bb01000000")]
    public void A_strings_header_says_its_length_in_the_shortest_way(int length, string header)
    {
        byte[] content = new byte[length];
        content.AsSpan().Fill(0x99);

        byte[] encoded = RlpCodec.Encode(new RlpItem(content));

        Assert.Equal(header, Convert.ToHexStringLower(encoded.AsSpan(0, header.Length / 2)));
        Assert.Equal(header.Length / 2 + length, encoded.Length);
        Assert.Equal(content, new RlpReader(encoded).ReadBytes().ToArray());
    }

    [Theory]
    [InlineData(0, "c0")]
    [InlineData(55, "f7")]
    [InlineData(56, "f838")]
    [InlineData(255, "f8ff")]
    [InlineData(256, "f90100")]
    [InlineData(65_536, "fa010000")]
    public void A_lists_header_says_the_length_of_its_content_in_the_shortest_way(int length, string header)
    {
        var writer = new RlpWriter(1);
        int list = writer.BeginList();
        for (int i = 0; i < length; i++) writer.Write([1]); // a small byte is its own encoding
        writer.EndList(list);

        byte[] encoded = writer.ToArray();

        Assert.Equal(header, Convert.ToHexStringLower(encoded.AsSpan(0, header.Length / 2)));
        RlpReader items = new RlpReader(encoded).ReadList();
        int count = 0;
        for (; !items.IsAtEnd; count++) Assert.Equal([1], items.ReadBytes().ToArray());
        Assert.Equal(length, count);
    }

    [Theory]
    [InlineData(0, "80")]
    [InlineData(1, "01")]
    [InlineData(0x7f, "7f")]
    [InlineData(0x80, "8180")]
    [InlineData(0x100, "820100")]
    [InlineData(ulong.MaxValue, "88ffffffffffffffff")]
    public void An_integer_has_no_leading_zeros(ulong value, string encoded)
    {
        var writer = new RlpWriter();
        writer.Write(value);

        Assert.Equal(encoded, Convert.ToHexStringLower(writer.Written));
        Assert.Equal(value, new RlpReader(writer.Written).ReadUInt64());
    }

    [Fact]
    public void A_cleared_writer_begins_anew_and_lists_close_in_their_own_order()
    {
        var writer = new RlpWriter(0);
        writer.WriteRaw(new byte[40]);
        writer.Clear();
        int outer = writer.BeginList(), inner = writer.BeginList();
        writer.Write("dog"u8);
        writer.EndList(inner);
        writer.Write("cat"u8);
        writer.EndList(outer);

        Assert.Equal("c9c483646f6783636174", Convert.ToHexStringLower(writer.Written));
    }

    [Theory]
    [InlineData("c3c20180", 2, 20)]  // [[1, ""]]: the second item of the inner list is no address
    [InlineData("c483646f67", 1, 32)]
    public void A_fault_in_a_nested_list_is_counted_from_the_outermost_byte(string hex, int depthOne, int length)
    {
        byte[] encoded = Convert.FromHexString(hex);
        RlpException fault = Assert.Throws<RlpException>(() =>
        {
            RlpReader list = new RlpReader(encoded).ReadList();
            if (list.IsAtList) list = list.ReadList();
            list.ReadBytes(length);
        });

        Assert.Equal(depthOne, fault.Position);
        Assert.Contains($"expected {length} bytes", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_item_is_a_string_or_a_list_and_says_so_when_taken_for_the_other()
    {
        var text = new RlpItem("dog"u8.ToArray());
        var list = new RlpItem([text]);

        Assert.Equal((false, true), (text.IsList, list.IsList));
        Assert.Throws<InvalidOperationException>(() => text.Items);
        Assert.Throws<InvalidOperationException>(() => list.Bytes.Length);
    }
}
