namespace Cordon.Ethereum.Tests;

/// <summary>Where contracts and accounts lie, against cast.</summary>
[Collection(CastCampaign.Collection)]
public class CastAddressDifferentialTests
{
    [Fact]
    public void Create_addresses_are_those_of_cast() => CastCampaign.Run(100, random =>
    {
        (Address creator, ulong nonce) = (random.NextAddress(), random.NextUlong() >> random.Next(64));

        string theirs = CastCampaign.Ask("compute-address", creator.ToString(), "--nonce", $"{nonce}");

        Assert.Equal(theirs, $"Computed Address: {Address.ForCreate(creator, nonce).ToChecksumString()}");
    });

    [Fact]
    public void Create2_addresses_are_those_of_cast() => CastCampaign.Run(100, random =>
    {
        (Address creator, Hash256 salt) = (random.NextAddress(), random.NextHash());
        byte[] initCode = random.NextBytes(random.Next(1, 200));
        string[] code = random.Next(2) == 0
            ? ["--init-code", Hex.Format(initCode)]
            : ["--init-code-hash", Keccak256.Hash(initCode).ToString()];

        string theirs = CastCampaign.Ask(
            ["create2", "--deployer", creator.ToString(), "--salt", salt.ToString(), .. code]);

        Assert.Equal(theirs, Address.ForCreate2(creator, salt, Keccak256.Hash(initCode)).ToChecksumString());
    });

    [Fact]
    public void Public_keys_and_their_addresses_are_those_of_cast() => CastCampaign.Run(100, random =>
    {
        using PrivateKey key = random.NextKey();

        if (random.Next(2) == 0)
        {
            string publicKey = CastCampaign.Ask("wallet", "public-key", "--raw-private-key", ForeignText.Of(key));
            Assert.Equal(publicKey, key.PublicKey.ToString());
        }
        else
        {
            string address = CastCampaign.Ask("wallet", "address", "--private-key", ForeignText.Of(key));
            Assert.Equal(address, key.Address.ToChecksumString());
        }

        Assert.Equal(key.PublicKey, PublicKey.Parse(key.PublicKey.ToCompressed()));
    });
}
