using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Cordon.Ethereum;

/// <summary>The entry points of bitcoin-core's libsecp256k1 that Cordon uses.</summary>
internal static unsafe partial class Secp256k1Native
{
    public const uint UncompressedPublicKey = 2;
    private const string Library = "secp256k1";
    private const uint ContextSignAndVerify = 0x301;

    private static readonly string[] FileNames =
        ["libsecp256k1.so.1", "libsecp256k1.so.2", "libsecp256k1.so.0", "libsecp256k1.so", "libsecp256k1.dylib",
            "libsecp256k1.dll"];

    private static readonly Lazy<nint> SharedContext = new(CreateContext);

    static Secp256k1Native() =>
        NativeLibrary.SetDllImportResolver(typeof(Secp256k1Native).Assembly, Resolve);

    /// <summary>One context for the process: safe to share between threads once it is randomised.</summary>
    /// <exception cref="DllNotFoundException">The library is not installed; the message says how to.</exception>
    public static nint Context => SharedContext.Value;

    [LibraryImport(Library, EntryPoint = "secp256k1_ec_pubkey_create")]
    public static partial int CreatePublicKey(nint context, byte* publicKey, byte* secret);

    [LibraryImport(Library, EntryPoint = "secp256k1_ec_pubkey_parse")]
    public static partial int ParsePublicKey(nint context, byte* publicKey, byte* input, nuint length);

    [LibraryImport(Library, EntryPoint = "secp256k1_ec_pubkey_serialize")]
    public static partial int SerializePublicKey(nint context, byte* output, nuint* length, byte* key, uint flags);

    [LibraryImport(Library, EntryPoint = "secp256k1_ecdsa_sign_recoverable")]
    public static partial int SignRecoverable(
        nint context, byte* signature, byte* hash, byte* secret, nint nonceFunction, nint nonceData);

    [LibraryImport(Library, EntryPoint = "secp256k1_ecdsa_recoverable_signature_serialize_compact")]
    public static partial int SerializeRecoverable(nint context, byte* output, int* recoveryId, byte* signature);

    [LibraryImport(Library, EntryPoint = "secp256k1_ecdsa_recoverable_signature_parse_compact")]
    public static partial int ParseRecoverable(nint context, byte* signature, byte* input, int recoveryId);

    [LibraryImport(Library, EntryPoint = "secp256k1_ecdsa_recover")]
    public static partial int Recover(nint context, byte* publicKey, byte* signature, byte* hash);

    [LibraryImport(Library, EntryPoint = "secp256k1_context_create")]
    private static partial nint CreateContext(uint flags);

    [LibraryImport(Library, EntryPoint = "secp256k1_context_randomize")]
    private static partial int RandomizeContext(nint context, byte* seed);

    private static nint CreateContext()
    {
        nint context = CreateContext(ContextSignAndVerify);
        Span<byte> seed = stackalloc byte[32]; // blinds the secret scalar against timing and power analysis
        RandomNumberGenerator.Fill(seed);
        fixed (byte* pointer = seed)
        {
            if (RandomizeContext(context, pointer) != 1)
                throw new CryptographicException("libsecp256k1 could not randomise its context.");
        }

        CryptographicOperations.ZeroMemory(seed);
        return context;
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Library) return 0;

        foreach (string file in FileNames)
        {
            if (NativeLibrary.TryLoad(file, assembly, path, out nint handle)) return handle;
        }

        throw new DllNotFoundException(
            "Signing needs the library libsecp256k1, which is not installed: apt-get install libsecp256k1-1");
    }
}
