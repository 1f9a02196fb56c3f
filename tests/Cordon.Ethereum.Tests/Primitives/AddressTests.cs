using System.Text;
using System.Text.Json;

namespace Cordon.Ethereum.Tests;

public class AddressTests
{
    [Fact]
    public void Checksums_of_every_ethers_account_match()
    {
        foreach (JsonElement account in TestFiles.EthersCases("accounts"))
        {
            string checksum = account.GetProperty("checksumAddress").GetString()!;
            Address address = Address.Parse(account.GetProperty("address").GetString()!.ToLowerInvariant());
            Assert.Equal(checksum, address.ToChecksumString());
            Assert.True(Address.TryParseChecksum(checksum, out Address parsed));
            Assert.Equal(address, parsed);
        }
    }

    [Fact]
    public void One_digit_in_the_wrong_case_fails_the_checksum_and_the_message_shows_the_right_form()
    {
        const string right = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
        Assert.True(Address.TryParseChecksum(right, out _));
        for (int i = 2; i < right.Length; i++)
        {
            if (!char.IsLetter(right[i])) continue;

            char flipped = char.IsUpper(right[i]) ? char.ToLowerInvariant(right[i]) : char.ToUpperInvariant(right[i]);
            string wrong = right[..i] + flipped + right[(i + 1)..];
            Assert.False(Address.TryParseChecksum(wrong, out Address address));
            Assert.True(address.IsZero);
            Assert.Contains(right, Assert.Throws<FormatException>(() => Address.ParseChecksum(wrong)).Message);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("0x")]
    [InlineData("0x12")]
    [InlineData("0xzz00000000000000000000000000000000000000")]
    [InlineData("000000000000000000000000000000000000000000")]
    [InlineData("0X0000000000000000000000000000000000000000")]
    [InlineData("0x00000000000000000000000000000000000000000")]
    public void Text_that_is_not_an_address_is_refused(string text)
    {
        Assert.False(Address.TryParse(text, out _));
        Assert.False(Address.TryParse(Encoding.UTF8.GetBytes(text), out _));
        Assert.False(Address.TryParseChecksum(text, out _));
        Assert.Throws<FormatException>(() => Address.Parse(text));
        Assert.Throws<FormatException>(() => Address.ParseChecksum(text));
    }

    [Fact]
    public void Every_form_round_trips() => Seeded.Run(1_000, random =>
    {
        Address address = random.NextAddress();
        Assert.Equal(address, Address.Parse(address.ToString()));
        Assert.Equal(address, Address.ParseChecksum(address.ToChecksumString()));
        Assert.True(Address.TryParse(Encoding.UTF8.GetBytes(address.ToString()), out Address fromUtf8));
        Assert.Equal(address, fromUtf8);
        Assert.Equal(address, Address.FromWord(address.ToUInt256()));
        Assert.Equal(address, new Address(address.ToArray()));
        Assert.Equal(address.ToArray(), address.ToUInt256().ToHex()[26..] is var hex ? Convert.FromHexString(hex) : []);
    });

    [Theory] // EIP-1014
    [InlineData("0x0000000000000000000000000000000000000000",
        "0x0000000000000000000000000000000000000000000000000000000000000000", "0x00",
        "0x4D1A2e2bB4F88F0250f26Ffff098B0b30B26BF38")]
    [InlineData("0xdeadbeef00000000000000000000000000000000",
        "0x000000000000000000000000feed000000000000000000000000000000000000", "0x00",
        "0xD04116cDd17beBE565EB2422F2497E06cC1C9833")]
    [InlineData("0x00000000000000000000000000000000deadbeef",
        "0x00000000000000000000000000000000000000000000000000000000cafebabe", "0xdeadbeef",
        "0x60f3f640a8508fC6a86d45DF051962668E1e8AC7")]
    [InlineData("0x0000000000000000000000000000000000000000",
        "0x0000000000000000000000000000000000000000000000000000000000000000", "0x",
        "0xE33C0C7F7df4809055C3ebA6c09CFe4BaF1BD9e0")]
    public void Create2_addresses_are_those_of_the_eip(string creator, string salt, string code, string expected)
    {
        Hash256 codeHash = Keccak256.Hash(Hex.Parse(code));
        Address address = Address.ForCreate2(Address.Parse(creator), Hash256.Parse(salt), codeHash);
        Assert.Equal(expected, address.ToChecksumString());
    }

    [Theory] // the first contracts of a known deployer, as mainnet has them
    [InlineData(0, "0xcd234A471b72ba2F1Ccf0A70FCABA648a5eeCD8d")]
    [InlineData(1, "0x343c43A37D37dfF08AE8C4A11544c718AbB4fCF8")]
    [InlineData(2, "0xf778B86FA74E846c4f0a1fBd1335FE81c00a0C91")]
    [InlineData(3, "0xffFd933A0bC612844eaF0C6Fe3E5b8E9B6C1d19c")]
    public void Create_addresses_follow_the_nonce(ulong nonce, string expected)
    {
        Address creator = Address.Parse("0x6ac7ea33f8831ea9dcc53393aaa88b25a785dbf0");
        Assert.Equal(expected, Address.ForCreate(creator, nonce).ToChecksumString());
    }
}
