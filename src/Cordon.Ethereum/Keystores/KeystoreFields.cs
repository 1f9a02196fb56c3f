using System.Security.Cryptography;
using System.Text.Json;

namespace Cordon.Ethereum;

/// <summary>A keystore file's fields, checked before anything costly is done with them.</summary>
internal sealed class KeystoreFields
{
    private const int FileCharactersMax = 65_536;

    private readonly JsonElement _parameters;
    private readonly string _kdf;

    private KeystoreFields(JsonElement crypto)
    {
        string cipher = Text(crypto, "cipher");
        if (cipher != "aes-128-ctr") throw Fault("cipher", $"expected aes-128-ctr, found '{cipher}'");

        Iv = Bytes(Object(crypto, "cipherparams"), "iv", 16);
        CipherText = Bytes(crypto, "ciphertext", PrivateKey.SizeBytes);
        Mac = Bytes(crypto, "mac", Hash256.SizeBytes);
        _kdf = Text(crypto, "kdf");
        _parameters = Object(crypto, "kdfparams");
    }

    public byte[] Iv { get; }

    public byte[] CipherText { get; }

    public byte[] Mac { get; }

    public static KeystoreFields Parse(string json)
    {
        if (json.Length > FileCharactersMax)
            throw new FormatException($"Keystore: over {FileCharactersMax} characters.");

        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement.Clone();
            int version = Number(root, "version");
            if (version != 3) throw Fault("version", $"expected 3, found {version}");
            bool isCapital = root.TryGetProperty("Crypto", out _); // as some wallets spell it
            return new KeystoreFields(Object(root, isCapital ? "Crypto" : "crypto"));
        }
        catch (JsonException error)
        {
            throw new FormatException($"Keystore, line {error.LineNumber + 1}: {error.Message}", error);
        }
    }

    public byte[] DeriveKey(byte[] password, KeystoreOptions options)
    {
        int length = Number(_parameters, "dklen");
        if (length is < 32 or > 64) throw Fault("dklen", $"expected 32 to 64, found {length}");
        byte[] salt = Bytes(_parameters, "salt", null);
        if (_kdf == "scrypt") return DeriveScrypt(password, salt, length, options);
        if (_kdf != "pbkdf2") throw Fault("kdf", $"expected scrypt or pbkdf2, found '{_kdf}'");

        string prf = Text(_parameters, "prf");
        if (prf != "hmac-sha256") throw Fault("prf", $"expected hmac-sha256, found '{prf}'");
        int iterations = Number(_parameters, "c");
        if (iterations < 1 || iterations > options.IterationsMax)
            throw Fault("c", $"expected 1 to {options.IterationsMax}, found {iterations}");
        return Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA256, length);
    }

    private byte[] DeriveScrypt(byte[] password, byte[] salt, int length, KeystoreOptions options)
    {
        int p = Number(_parameters, "p");
        if (p > options.PassesMax) throw Fault("p", $"expected at most {options.PassesMax}, found {p}");
        return Scrypt.Derive(password, salt, Number(_parameters, "n"), Number(_parameters, "r"), p, length,
            options.MemoryBytesMax);
    }

    private static JsonElement Object(JsonElement parent, string name)
    {
        JsonElement value = Required(parent, name);
        return value.ValueKind == JsonValueKind.Object ? value : throw Fault(name, "expected an object");
    }

    private static string Text(JsonElement parent, string name)
    {
        JsonElement value = Required(parent, name);
        return value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Fault(name, "expected text");
    }

    private static int Number(JsonElement parent, string name)
    {
        JsonElement value = Required(parent, name);
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number)
            ? number
            : throw Fault(name, "expected a whole number");
    }

    private static byte[] Bytes(JsonElement parent, string name, int? length)
    {
        string text = Text(parent, name);
        if (!text.StartsWith("0x", StringComparison.Ordinal)) text = "0x" + text;
        bool isHex = Hex.TryParse(text, out byte[] bytes);
        if (!isHex) throw Fault(name, "expected hex digits");
        return bytes.Length == (length ?? bytes.Length)
            ? bytes
            : throw Fault(name, $"expected {length} bytes, found {bytes.Length}");
    }

    private static JsonElement Required(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement value)
            ? value
            : throw Fault(name, "missing");

    private static FormatException Fault(string field, string reason) => new($"Keystore, {field}: {reason}.");
}
