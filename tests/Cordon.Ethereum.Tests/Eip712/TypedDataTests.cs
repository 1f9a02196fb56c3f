using System.Text.Json;

namespace Cordon.Ethereum.Tests;

public class TypedDataTests
{
    private const string Mail = """
        {"types":{"EIP712Domain":[{"name":"name","type":"string"},{"name":"version","type":"string"},
        {"name":"chainId","type":"uint256"},{"name":"verifyingContract","type":"address"}],
        "Person":[{"name":"name","type":"string"},{"name":"wallet","type":"address"}],
        "Mail":[{"name":"from","type":"Person"},{"name":"to","type":"Person"},{"name":"contents","type":"string"}]},
        "primaryType":"Mail",
        "domain":{"name":"Ether Mail","version":"1","chainId":1,
        "verifyingContract":"0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC"},
        "message":{"from":{"name":"Cow","wallet":"0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826"},
        "to":{"name":"Bob","wallet":"0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB"},"contents":"Hello, Bob!"}}
        """;

    [Fact]
    public void The_example_of_the_eip_comes_out_as_published()
    {
        TypedData mail = TypedData.Parse(Mail);
        Assert.Equal("Mail(Person from,Person to,string contents)Person(string name,address wallet)",
            mail.EncodeType("Mail"));
        Assert.Equal("0xf2cee375fa42b42143804025fc449deafd50cc031ca257e0b194a650a912090f",
            mail.DomainSeparator().ToString());
        Assert.Equal("0xc52c0ee5d84264471806290a3f2c4cecfc5490626bf912d01f240d7a274b371e",
            mail.MessageHash().ToString());
        Assert.Equal("0xbe609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2", mail.Digest().ToString());
    }

    [Fact]
    public void A_domain_built_in_code_equals_the_one_in_json()
    {
        var domain = new Eip712Domain
        {
            Name = "Ether Mail",
            Version = "1",
            ChainId = 1,
            VerifyingContract = Address.Parse("0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC"),
        };
        TypedData mail = TypedData.Parse(Mail);
        Assert.Equal(mail.DomainSeparator(), domain.Separator());
        Assert.Equal(mail.Digest(), domain.Digest(mail.MessageHash()));
        Assert.NotEqual(domain.Separator(), (domain with { Salt = Hash256.Zero }).Separator());
        Assert.NotEqual(domain.Separator(), (domain with { ChainId = 2 }).Separator());
    }

    [Fact]
    public void Every_ethers_case_has_its_encoding_digest_and_signature()
    {
        IReadOnlyList<JsonElement> cases = TestFiles.EthersCases("eip712");
        int signed = 0;
        foreach (JsonElement test in cases)
        {
            TypedData data = TypedData.Parse($$"""
                {"types":{{test.GetProperty("types").GetRawText()}},
                "domain":{{test.GetProperty("domain").GetRawText()}},
                "primaryType":{{test.GetProperty("primaryType").GetRawText()}},
                "message":{{test.GetProperty("data").GetRawText()}}}
                """);
            Assert.Equal(test.GetProperty("encoded").GetString(), Hex.Format(data.EncodeMessage()));
            Assert.Equal(test.GetProperty("digest").GetString(), data.Digest().ToString());
            if (!test.TryGetProperty("signature", out JsonElement signature)) continue;

            using PrivateKey key = PrivateKey.Parse(test.GetProperty("privateKey").GetString());
            Assert.Equal(signature.GetString(), key.Sign(data.Digest()).ToString());
            signed++;
        }

        Assert.Equal(1_025, cases.Count);
        Assert.True(signed > 0);
    }

    [Theory]
    [InlineData("\"wallet\":\"0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826\"", "\"wallet\":\"0x12\"",
        "message.from.wallet: expected address")]
    [InlineData("\"contents\":\"Hello, Bob!\"", "\"contents\":7", "message.contents: expected string")]
    [InlineData("\"contents\":\"Hello, Bob!\"", "\"content\":\"\"", "message.contents: missing")]
    [InlineData("\"primaryType\":\"Mail\"", "\"primaryType\":\"Post\"", "'Post' is not among the types")]
    [InlineData("\"type\":\"Person\"},{\"name\":\"to\"", "\"type\":\"Persona\"},{\"name\":\"to\"",
        "types.Mail.from: ABI type 'Persona'")]
    [InlineData("\"primaryType\":\"Mail\",", "", "'primaryType' is missing")]
    [InlineData("\"chainId\":1", "\"chainId\":-1", "domain.chainId: expected uint256")]
    [InlineData("\"chainId\":1", "\"chainId\":1.5", "domain.chainId: expected uint256")]
    [InlineData("{\"types\"", "{\"types", "line ")]
    public void A_fault_is_named_with_its_path(string original, string broken, string reason)
    {
        Assert.Contains(original, Mail);
        string json = Mail.Replace(original, broken, StringComparison.Ordinal);
        FormatException error = Assert.Throws<FormatException>(() => TypedData.Parse(json).Digest());
        Assert.Contains(reason, error.Message);
        Assert.StartsWith("EIP-712", error.Message);
    }

    [Fact]
    public void Structs_that_refer_to_themselves_hash_and_terminate()
    {
        TypedData tree = TypedData.Parse("""
            {"types":{"Node":[{"name":"value","type":"int8"},{"name":"children","type":"Node[]"}]},
            "primaryType":"Node","domain":{},
            "message":{"value":-1,"children":[{"value":"127","children":[]},{"value":"0x7f","children":[]}]}}
            """);
        Assert.Equal("Node(int8 value,Node[] children)", tree.EncodeType("Node"));
        Assert.Equal(96, tree.EncodeMessage().Length);
        Assert.Equal(UInt256.MaxValue, new UInt256(tree.EncodeMessage().AsSpan(32, 32)));
    }

    [Fact]
    public void Mutated_documents_are_hashed_or_refused() => Seeded.Run(3_000, random =>
    {
        byte[] mutated = Mutation.Of(System.Text.Encoding.UTF8.GetBytes(Mail), random);
        try
        {
            TypedData.Parse(System.Text.Encoding.UTF8.GetString(mutated)).Digest();
        }
        catch (FormatException error)
        {
            Assert.StartsWith("EIP-712", error.Message);
        }
    });
}
