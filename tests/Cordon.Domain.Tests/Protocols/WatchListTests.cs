using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Cordon.Domain.Protocols;
using Cordon.Ethereum;

namespace Cordon.Domain.Tests.Protocols;

public class WatchListTests
{
    private static Address Contract(int number) =>
        new(SHA256.HashData(BitConverter.GetBytes(number)).AsSpan(0, Address.SizeBytes));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(10_000)]
    public void Finds_every_contract_and_no_stranger(int count)
    {
        Protocol[] protocols =
        [
            .. Enumerable.Range(0, count)
                .Select(i => new Protocol($"p{i}", 1, [Contract(2 * i), Contract((2 * i) + 1)])),
        ];

        WatchList watched = new(protocols);

        Assert.Equal(count == 0, watched.IsEmpty);
        for (int i = 0; i < 2 * count; i++) Assert.Same(protocols[i / 2], watched.Find(1, Contract(i)));
        for (int i = 2 * count; i < (2 * count) + 10_000; i++) Assert.Null(watched.Find(1, Contract(i)));
    }

    [Fact]
    public void A_contract_is_protected_on_its_own_chain_only()
    {
        WatchList watched = new([new Protocol("one", 1, [Contract(1)]), new Protocol("other", 56, [Contract(2)])]);

        Assert.Null(watched.Find(56, Contract(1)));
        Assert.Equal("other", watched.Find(56, Contract(2))!.Name);
    }

    [Fact]
    public void Addresses_of_zeros_and_ones_are_found_too()
    {
        Address ones = new(Enumerable.Repeat((byte)255, Address.SizeBytes).ToArray());
        WatchList watched = new([new Protocol("edge", 1, [Address.Zero, ones])]);

        Assert.NotNull(watched.Find(1, Address.Zero));
        Assert.NotNull(watched.Find(1, ones));
    }

    [Fact]
    public void What_lies_in_the_padding_of_an_address_hides_no_contract()
    {
        WatchList watched = new([.. Enumerable.Range(0, 100).Select(i => new Protocol($"p{i}", 1, [Contract(i)]))]);

        for (int i = 0; i < 100; i++)
        {
            Address clean = Contract(i);
            byte[] memory = MemoryMarshal.AsBytes(new ReadOnlySpan<Address>(in clean)).ToArray();
            memory.AsSpan(Address.SizeBytes).Fill((byte)(i + 1)); // as what was on the stack before may leave it
            ref readonly Address dirty = ref MemoryMarshal.AsRef<Address>(memory);

            Assert.Equal(clean, dirty);
            Assert.Equal($"p{i}", watched.Find(1, in dirty)?.Name);
        }
    }

    [Fact]
    public void A_contract_of_two_protocols_is_refused_with_both_names()
    {
        ArgumentException failure = Assert.Throws<ArgumentException>(() =>
            new WatchList([new Protocol("one", 1, [Contract(1)]), new Protocol("two", 1, [Contract(1)])]));

        Assert.Equal($"Contract {Contract(1)} on chain 1 is named by two protocols, 'one' and 'two': keep it in one.",
            failure.Message);
    }
}
