using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Cordon.Ethereum;

/// <summary>Keys in files under a password: Web3 Secret Storage, version 3, as geth and all wallets write it.</summary>
public static class Keystore
{
    private const int SaltBytes = 32;
    private const int IvBytes = 16;
    private const int BlockSize = 8; // scrypt's r

    /// <summary>Opens a file's content.</summary>
    /// <exception cref="FormatException">It is not a keystore of version 3 or asks for more than the options
    /// allow; the message names the field.</exception>
    /// <exception cref="CryptographicException">The password is wrong, or the file was changed.</exception>
    public static PrivateKey Decrypt(string json, string password, KeystoreOptions? options = null)
    {
        KeystoreFields fields = KeystoreFields.Parse(json);
        byte[] derived = fields.DeriveKey(Encoding.UTF8.GetBytes(password), options ?? KeystoreOptions.Default);
        byte[] secret = [];
        try
        {
            if (!CryptographicOperations.FixedTimeEquals(MacOf(derived, fields.CipherText), fields.Mac))
                throw new CryptographicException("The keystore does not open: wrong password, or it was changed.");

            secret = ApplyCtr(derived.AsSpan(0, 16), fields.Iv, fields.CipherText);
            return new PrivateKey(secret);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(derived);
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>The content of a new file for a key: scrypt and AES-128-CTR under fresh random salt and IV.</summary>
    public static string Encrypt(PrivateKey key, string password, KeystoreOptions? options = null)
    {
        options ??= KeystoreOptions.Default;
        byte[] salt = RandomNumberGenerator.GetBytes(SaltBytes);
        byte[] iv = RandomNumberGenerator.GetBytes(IvBytes);
        byte[] derived = Scrypt.Derive(
            Encoding.UTF8.GetBytes(password), salt, options.ScryptN, BlockSize, 1, 32, options.MemoryBytesMax);
        byte[] secret = new byte[PrivateKey.SizeBytes];
        try
        {
            key.CopyTo(secret);
            byte[] cipherText = ApplyCtr(derived.AsSpan(0, 16), iv, secret);
            return Write(RandomId(), key.Address, salt, iv, cipherText, MacOf(derived, cipherText), options.ScryptN);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(derived);
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>A UUID of version 4 (RFC 9562), which is how the format names a file.</summary>
    private static Guid RandomId()
    {
        byte[] id = RandomNumberGenerator.GetBytes(16);
        id[6] = (byte)((id[6] & 0x0f) | 0x40); // version
        id[8] = (byte)((id[8] & 0x3f) | 0x80); // variant
        return new Guid(id, bigEndian: true);
    }

    private static string Write(
        Guid id, Address address, byte[] salt, byte[] iv, byte[] cipherText, byte[] mac, int n) =>
        JsonSerializer.Serialize(new
        {
            version = 3,
            id = id.ToString(),
            address = address.ToString()[2..],
            crypto = new
            {
                cipher = "aes-128-ctr",
                cipherparams = new { iv = Convert.ToHexStringLower(iv) },
                ciphertext = Convert.ToHexStringLower(cipherText),
                kdf = "scrypt",
                kdfparams = new { dklen = 32, n, r = BlockSize, p = 1, salt = Convert.ToHexStringLower(salt) },
                mac = Convert.ToHexStringLower(mac),
            },
        });

    private static byte[] MacOf(byte[] derived, byte[] cipherText)
    {
        byte[] mac = new byte[Hash256.SizeBytes];
        var sponge = new KeccakSponge();
        sponge.Absorb(derived.AsSpan(16, 16));
        sponge.Absorb(cipherText);
        sponge.Finish(mac);
        return mac;
    }

    /// <summary>AES in counter mode, which decrypts as it encrypts; .NET offers only the block cipher.</summary>
    private static byte[] ApplyCtr(ReadOnlySpan<byte> key, byte[] iv, ReadOnlySpan<byte> data)
    {
        using Aes aes = Aes.Create();
        aes.SetKey(key);
        byte[] output = data.ToArray();
        Span<byte> stream = stackalloc byte[IvBytes];
        UInt128 counter = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(iv);
        Span<byte> block = stackalloc byte[IvBytes];
        for (int i = 0; i < output.Length; i++)
        {
            if (i % IvBytes == 0)
            {
                System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(block, unchecked(counter++));
                aes.EncryptEcb(block, stream, PaddingMode.None);
            }

            output[i] ^= stream[i % IvBytes];
        }

        return output;
    }
}
