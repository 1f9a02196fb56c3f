using System.Text;
using System.Text.Json.Nodes;

namespace Cordon.Ethereum.Tests;

/// <summary>Signatures with random keys, which are deterministic (RFC 6979), byte for byte against cast.</summary>
[Collection(CastCampaign.Collection)]
public class CastSigningDifferentialTests
{
    [Fact]
    public void Signed_hashes_are_those_of_cast_and_recover_to_their_signer() => CastCampaign.Run(100, random =>
    {
        using PrivateKey key = random.NextKey();
        Hash256 hash = random.NextHash();

        string theirs = Sign(key, "--no-hash", hash.ToString());

        Assert.Equal(theirs, key.Sign(hash).ToString());
        Assert.Equal(key.Address, Signature.Parse(Hex.Parse(theirs)).RecoverAddress(hash));
    });

    [Fact]
    public void Signed_messages_are_those_of_cast() => CastCampaign.Run(80, random =>
    {
        using PrivateKey key = random.NextKey();
        byte[] message = random.NextBytes(random.Next(1, 300));
        string prefix = $"\u0019Ethereum Signed Message:\n{message.Length}"; // EIP-191, version 0x45
        byte[] prefixed = [.. Encoding.ASCII.GetBytes(prefix), .. message];

        string theirs = Sign(key, Hex.Format(message));

        Assert.Equal(theirs, key.Sign(Keccak256.Hash(prefixed)).ToString());
    });

    [Fact]
    public void Signed_typed_data_are_those_of_cast() => CastCampaign.Run(160, random =>
    {
        using PrivateKey key = random.NextKey();
        JsonObject document = RandomTypedData.Next(random);
        string json = document.ToJsonString();

        string theirs = Sign(key, "--data", json);

        Hash256 digest = TypedData.Parse(json).Digest();
        Assert.True(theirs == key.Sign(digest).ToString(), json);
        Assert.Equal(key.Address, Signature.Parse(Hex.Parse(theirs)).RecoverAddress(digest));
    });

    [Fact]
    public void Authorizations_are_those_of_cast_in_both_directions() => CastCampaign.Run(60, random =>
    {
        using PrivateKey key = random.NextKey();
        ulong chainId = random.Next(3) == 0 ? 0 : random.NextUlong() >> random.Next(64);
        (Address address, ulong nonce) = (random.NextAddress(), random.NextUlong() >> random.Next(64));

        string theirs = CastCampaign.Ask("wallet", "sign-auth", "--private-key", ForeignText.Of(key),
            "--nonce", $"{nonce}", "--chain", $"{chainId}", address.ToString());

        var ours = Authorization.Sign(key, chainId, address, nonce);
        Assert.Equal(theirs, ForeignText.Of(ours));
        Assert.True(ours.TryRecoverAuthority(out Address authority));
        Assert.Equal(key.Address, authority);
        Assert.Equal(authority.ToChecksumString(),
            CastCampaign.Ask("recover-authority", ForeignTransaction.Of(ours).ToJsonString()));
    });

    private static string Sign(PrivateKey key, params IEnumerable<string> arguments) =>
        CastCampaign.Ask(["wallet", "sign", "--private-key", ForeignText.Of(key), .. arguments]);
}
