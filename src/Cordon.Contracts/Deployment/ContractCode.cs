using System.Text.Json;

namespace Cordon.Contracts.Deployment;

/// <summary>What the compiler made of a contract: the code that creates it, and the code it then has.</summary>
public sealed class ContractCode
{
    private readonly byte[] _runtime;
    private readonly (int Start, int Length)[] _immutables;

    private ContractCode(string name, byte[] creation, byte[] runtime, (int Start, int Length)[] immutables) =>
        (Name, Creation, _runtime, _immutables) = (name, creation, runtime, immutables);

    public string Name { get; }

    /// <summary>The creation code without constructor arguments.</summary>
    public ReadOnlyMemory<byte> Creation { get; }

    /// <summary>The code of a contract of this repository, or of Safe, by its name in Solidity.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static ContractCode Of(string name)
    {
        using Stream file = typeof(ContractCode).Assembly.GetManifestResourceStream($"{name}.json")
            ?? throw new ArgumentException($"No contract is called {name}.", nameof(name));
        using JsonDocument json = JsonDocument.Parse(file);
        JsonElement root = json.RootElement;
        return new ContractCode(
            name,
            Bytes(root.GetProperty("creation")),
            Bytes(root.GetProperty("runtime")),
            [.. root.GetProperty("immutables").EnumerateArray().Select(p => (p[0].GetInt32(), p[1].GetInt32()))]);
    }

    /// <summary>Whether code found on a chain is this contract's, whatever its immutable values.</summary>
    /// <remarks>The values themselves follow from the constructor arguments, which the CREATE2 address commits to.
    /// </remarks>
    public bool IsCodeOf(ReadOnlySpan<byte> found)
    {
        if (found.Length != _runtime.Length) return false;
        byte[] masked = found.ToArray();
        foreach ((int start, int length) in _immutables) masked.AsSpan(start, length).Clear();
        return masked.AsSpan().SequenceEqual(_runtime);
    }

    private static byte[] Bytes(JsonElement hex) => Convert.FromHexString(hex.GetString().AsSpan(2));
}
