using Cordon.Ethereum;
using Cordon.Response.Signing;

namespace Cordon.Response.Tests.Signing;

public sealed class KeySourceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cordon-key-").FullName;
    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal);

    private string KeystorePath => Path.Combine(_folder, "key.json");

    [Fact]
    public void Opens_a_keystore_with_the_password_of_the_environment()
    {
        using PrivateKey key = PrivateKey.Generate();
        File.WriteAllText(KeystorePath, Keystore.Encrypt(key, "correct horse"));
        _environment["CORDON_PASSWORD"] = "correct horse";

        using PrivateKey opened = KeySource.Keystore(KeystorePath, "CORDON_PASSWORD", Environment);

        Assert.Equal(key.Address, opened.Address);
    }

    [Fact]
    public void Says_what_is_missing_or_wrong_and_never_the_secret()
    {
        using PrivateKey key = PrivateKey.Generate();
        Assert.Contains("no such keystore", Refusal(() => KeySource.Keystore(KeystorePath, "P", Environment)));
        File.WriteAllText(KeystorePath, Keystore.Encrypt(key, "correct horse"));
        Assert.Contains("variable P is not set", Refusal(() => KeySource.Keystore(KeystorePath, "P", Environment)));
        _environment["P"] = "staple battery";
        string wrong = Refusal(() => KeySource.Keystore(KeystorePath, "P", Environment));
        Assert.Contains("wrong password", wrong);
        Assert.DoesNotContain("staple", wrong);
        File.WriteAllText(KeystorePath, "{");
        Assert.Contains(KeystorePath, Refusal(() => KeySource.Keystore(KeystorePath, "P", Environment)));
        _environment["K"] = "0x1234secret";
        string noKey = Refusal(() => KeySource.Environment("K", Environment));
        Assert.Contains("variable K is no private key", noKey);
        Assert.DoesNotContain("secret", noKey);
    }

    [Fact]
    public void Reads_a_hex_key_of_the_environment()
    {
        _environment["K"] = "0x4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318";

        using PrivateKey key = KeySource.Environment("K", Environment);

        Assert.Equal(Address.Parse("0x2c7536E3605D9C16a7a3D7b1898e529396a65c23"), key.Address);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string? Environment(string name) => _environment.GetValueOrDefault(name);

    private static string Refusal(Func<PrivateKey> read) => Assert.Throws<SigningException>(() =>
    {
        using PrivateKey key = read();
    }).Message;
}
