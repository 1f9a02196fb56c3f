using System.Text.Json;
using Cordon.Ethereum;

namespace Cordon.Contracts.Interfaces;

/// <summary>What a contract of this repository, of Safe, or an ERC-20 offers, for code that meets it only at run time.
/// </summary>
public sealed class ContractInterface
{
    private const string Prefix = "abi.", Suffix = ".json";

    private static readonly Lazy<IReadOnlyList<ContractInterface>> Loaded = new(() => [.. NamesOfFiles().Select(Load)]);

    private ContractInterface(string name, AbiContract abi, IReadOnlyList<ContractFunction> functions) =>
        (Name, Abi, Functions) = (name, abi, functions);

    /// <summary>All there are, in the order of their names.</summary>
    public static IReadOnlyList<ContractInterface> All => Loaded.Value;

    /// <summary>The name in Solidity.</summary>
    public string Name { get; }

    public AbiContract Abi { get; }

    public IReadOnlyList<ContractFunction> Functions { get; }

    /// <summary>The interface of that name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static ContractInterface Of(string name) => All.FirstOrDefault(item => item.Name == name)
        ?? throw new ArgumentException($"No contract is called {name}.", nameof(name));

    private static IEnumerable<string> NamesOfFiles() =>
        typeof(ContractInterface).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^Suffix.Length])
            .Order(StringComparer.Ordinal);

    private static ContractInterface Load(string name)
    {
        using Stream file = typeof(ContractInterface).Assembly.GetManifestResourceStream(Prefix + name + Suffix)!;
        using var reader = new StreamReader(file);
        string json = reader.ReadToEnd();
        var abi = AbiContract.Parse(json);
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement[] entries = [.. document.RootElement.Clone().EnumerateArray()
            .Where(entry => entry.GetProperty("type").GetString() == "function")];
        // Both lists keep the order of the file.
        return new ContractInterface(name, abi, [.. abi.Functions.Zip(entries, (function, entry) =>
            new ContractFunction(
                name, function, IsView(entry), entry.GetProperty("inputs"), entry.GetProperty("outputs")))]);
    }

    private static bool IsView(JsonElement entry) =>
        entry.GetProperty("stateMutability").GetString() is "view" or "pure";
}
