using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Cordon.Ethereum.Tests;

public class KeystoreTests
{
    private static readonly KeystoreOptions Cheap = new() { ScryptN = 2 };

    [Fact]
    public void Every_official_keystore_opens_with_its_password()
    {
        foreach (JsonProperty test in TestFiles.ReadVectors("KeyStoreTests/basic_tests.json").EnumerateObject())
        {
            string json = test.Value.GetProperty("json").GetRawText();
            byte[] expected = Convert.FromHexString(test.Value.GetProperty("priv").GetString()!);
            using PrivateKey key = Keystore.Decrypt(json, test.Value.GetProperty("password").GetString()!);
            Assert.Equal(expected, SecretOf(key));
        }
    }

    [Fact] // "crowdsale" wallets of 2014 are another format, which Cordon does not read
    public void Every_ethers_wallet_of_version_3_opens()
    {
        int opened = 0;
        foreach (JsonElement test in TestFiles.EthersCases("wallets"))
        {
            string json = test.GetProperty("json").GetString()!;
            if (test.GetProperty("type").GetString() != "secret-storage")
            {
                Assert.Contains("version", Assert.Throws<FormatException>(() => Keystore.Decrypt(json, "")).Message);
                continue;
            }

            using PrivateKey key = Keystore.Decrypt(json, test.GetProperty("password").GetString()!);
            Assert.Equal(test.GetProperty("address").GetString()!, key.Address.ToString());
            Assert.Equal(test.GetProperty("privateKey").GetString()!, Hex.Format(SecretOf(key)));
            opened++;
        }

        Assert.True(opened >= 4, $"only {opened} opened");
    }

    [Theory] // RFC 7914, section 12
    [InlineData("", "", 16, 1, 1, "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
        + "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906")]
    [InlineData("password", "NaCl", 1024, 8, 16, "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
        + "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640")]
    [InlineData("pleaseletmein", "SodiumChloride", 16384, 8, 1,
        "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
        + "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887")]
    public void Scrypt_has_the_values_of_the_rfc(string password, string salt, int n, int r, int p, string expected)
    {
        byte[] secret = Encoding.UTF8.GetBytes(password);
        byte[] key = Scrypt.Derive(secret, Encoding.UTF8.GetBytes(salt), n, r, p, 64, 1 << 30);
        Assert.Equal(expected, Convert.ToHexStringLower(key));
    }

    [Theory]
    [InlineData(0, 8, 1)]
    [InlineData(3, 8, 1)]
    [InlineData(1 << 30, 8, 1)]
    [InlineData(2, 0, 1)]
    [InlineData(2, 8, 0)]
    [InlineData(2, 1 << 20, 1 << 20)]
    [InlineData(-16, 8, 1)]
    public void Costs_that_are_none_or_too_high_are_refused_before_memory_is_taken(int n, int r, int p) =>
        Assert.Throws<FormatException>(() => Scrypt.Derive([], [], n, r, p, 32, 1 << 30));

    [Fact]
    public void What_is_encrypted_opens_again_and_shows_nothing_of_the_key()
    {
        using PrivateKey key = PrivateKey.Generate();
        string json = Keystore.Encrypt(key, "pässword", Cheap);
        using PrivateKey again = Keystore.Decrypt(json, "pässword");
        Assert.Equal(key.Address, again.Address);
        Assert.DoesNotContain(Convert.ToHexStringLower(SecretOf(key)), json);
        Assert.NotEqual(json, Keystore.Encrypt(key, "pässword", Cheap));
        Assert.Contains("\"version\":3", json);
        Assert.Matches("\"id\":\"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\"", json);
    }

    [Fact]
    public void A_wrong_password_and_a_changed_file_do_not_open()
    {
        using PrivateKey key = PrivateKey.Generate();
        string json = Keystore.Encrypt(key, "right", Cheap);
        Assert.Throws<CryptographicException>(() => Keystore.Decrypt(json, "wrong"));
        string cipherText = JsonDocument.Parse(json).RootElement.GetProperty("crypto").GetProperty("ciphertext")
            .GetString()!;
        string changed = json.Replace(cipherText, (cipherText[0] == '0' ? '1' : '0') + cipherText[1..],
            StringComparison.Ordinal);
        Assert.Throws<CryptographicException>(() => Keystore.Decrypt(changed, "right"));
    }

    [Theory]
    [InlineData("\"version\":3", "\"version\":4", "version: expected 3, found 4")]
    [InlineData("aes-128-ctr", "aes-128-cbc", "cipher: expected aes-128-ctr, found 'aes-128-cbc'")]
    [InlineData("\"kdf\":\"scrypt\"", "\"kdf\":\"md5\"", "kdf: expected scrypt or pbkdf2, found 'md5'")]
    [InlineData("\"n\":2", "\"n\":1073741824", "need more than")]
    [InlineData("\"n\":2", "\"n\":\"2\"", "n: expected a whole number")]
    [InlineData("\"p\":1", "\"p\":17", "p: expected at most 16, found 17")]
    [InlineData("\"dklen\":32", "\"dklen\":16", "dklen: expected 32 to 64, found 16")]
    [InlineData("\"mac\":\"", "\"mac\":\"zz", "mac: expected hex digits")]
    [InlineData("\"iv\":\"", "\"iv\":\"00", "iv: expected 16 bytes, found 17")]
    [InlineData("\"crypto\"", "\"cryptic\"", "crypto: missing")]
    [InlineData("{\"version\"", "{version", "line 1")]
    public void A_bad_file_is_refused_with_the_field(string original, string broken, string reason)
    {
        using PrivateKey key = PrivateKey.Generate();
        string json = Keystore.Encrypt(key, "x", Cheap).Replace(original, broken, StringComparison.Ordinal);
        Assert.Contains(reason, Assert.Throws<FormatException>(() => Keystore.Decrypt(json, "x")).Message);
    }

    private static byte[] SecretOf(PrivateKey key)
    {
        byte[] secret = new byte[32];
        key.CopyTo(secret);
        return secret;
    }
}
