namespace Cordon.Ethereum.Tests;

/// <summary>Keystore files change hands between cast and us; few, because opening one is slow on purpose.</summary>
[Collection(CastCampaign.Collection)]
public class CastKeystoreTests
{
    private static readonly KeystoreOptions Light = new() { ScryptN = 1024 };

    [Fact]
    public void Opens_what_cast_wrote_and_cast_opens_what_we_wrote() => CastCampaign.Run(10, random =>
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("cordon-keystore-");
        try
        {
            using PrivateKey key = random.NextKey();
            string password = Hex.Format(random.NextBytes(random.Next(1, 20))) + "äöü €";
            string[] location = ["--keystore-dir", folder.FullName, "--unsafe-password", password];

            CastCampaign.Ask(["wallet", "import", "--private-key", ForeignText.Of(key), .. location, "theirs"]);
            using PrivateKey opened = Keystore.Decrypt(
                File.ReadAllText(Path.Combine(folder.FullName, "theirs")), password);
            Assert.Equal(ForeignText.Of(key), ForeignText.Of(opened));

            File.WriteAllText(Path.Combine(folder.FullName, "ours"), Keystore.Encrypt(key, password, Light));
            string printed = CastCampaign.Ask(["wallet", "decrypt-keystore", .. location, "ours"]);
            Assert.Equal($"ours's private key is: {ForeignText.Of(key)}", printed);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    });
}
