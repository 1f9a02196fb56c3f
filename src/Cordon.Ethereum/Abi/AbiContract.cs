using System.Text.Json;

namespace Cordon.Ethereum;

/// <summary>What a contract offers, read from the ABI JSON that compilers write.</summary>
public sealed class AbiContract
{
    private const int DepthMax = 32;

    private readonly List<AbiFunction> _functions = [];
    private readonly List<AbiEvent> _events = [];
    private readonly List<AbiFunction> _errors = [];

    private AbiContract(JsonElement entries)
    {
        int index = 0;
        foreach (JsonElement entry in entries.EnumerateArray()) Add(entry, index++);
    }

    public IReadOnlyList<AbiFunction> Functions => _functions;

    public IReadOnlyList<AbiEvent> Events => _events;

    public IReadOnlyList<AbiFunction> Errors => _errors;

    /// <summary>The constructor's arguments; empty where there is none.</summary>
    public IReadOnlyList<AbiParameter> ConstructorInputs { get; private set; } = [];

    /// <summary>Parses an ABI: a JSON array, or an object whose <c>abi</c> is one (an artifact).</summary>
    /// <exception cref="FormatException">It is not; the message names the entry.</exception>
    public static AbiContract Parse(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("abi", out JsonElement abi)) root = abi;
            return root.ValueKind == JsonValueKind.Array
                ? new AbiContract(root)
                : throw new FormatException("ABI JSON: expected an array of entries.");
        }
        catch (JsonException error)
        {
            throw new FormatException($"ABI JSON, line {error.LineNumber + 1}: {error.Message}", error);
        }
    }

    /// <summary>The function of a name, or of a whole signature where the name is overloaded.</summary>
    /// <exception cref="KeyNotFoundException">There is none, or more than one.</exception>
    public AbiFunction Function(string nameOrSignature) =>
        Find(_functions, nameOrSignature, function => function.Name, function => function.Signature);

    /// <summary>The event of a name, or of a whole signature where the name is overloaded.</summary>
    /// <exception cref="KeyNotFoundException">There is none, or more than one.</exception>
    public AbiEvent Event(string nameOrSignature) =>
        Find(_events, nameOrSignature, item => item.Name, item => item.Signature);

    private static T Find<T>(List<T> all, string text, Func<T, string> name, Func<T, string> signature)
    {
        List<T> found = all.FindAll(item => name(item) == text || signature(item) == text);
        return found.Count == 1
            ? found[0]
            : throw new KeyNotFoundException($"The ABI has {found.Count} entries for '{text}'.");
    }

    private void Add(JsonElement entry, int index)
    {
        try
        {
            string kind = Text(entry, "type", "function");
            IReadOnlyList<AbiParameter> inputs = Parameters(entry, "inputs", 0);
            string name = Text(entry, "name", "");
            if (name.Length == 0 && kind is ("function" or "event" or "error"))
                throw new FormatException("expected a name");

            if (kind == "function") _functions.Add(new AbiFunction(name, inputs, Parameters(entry, "outputs", 0)));
            else if (kind == "event") _events.Add(new AbiEvent(name, inputs, IsTrue(entry, "anonymous")));
            else if (kind == "error") _errors.Add(new AbiFunction(name, inputs));
            else if (kind == "constructor") ConstructorInputs = inputs;
            else if (kind is not ("fallback" or "receive"))
                throw new FormatException($"'{kind}' is not a kind of entry");
        }
        catch (Exception error) when (error is FormatException or InvalidOperationException)
        {
            throw new FormatException($"ABI JSON, entry {index}: {error.Message}", error);
        }
    }

    private static List<AbiParameter> Parameters(JsonElement entry, string property, int depth)
    {
        var parameters = new List<AbiParameter>();
        if (!entry.TryGetProperty(property, out JsonElement list)) return parameters;

        foreach (JsonElement item in list.EnumerateArray())
            parameters.Add(new AbiParameter(Text(item, "name", ""), TypeOf(item, depth), IsTrue(item, "indexed")));
        return parameters;
    }

    private static AbiType TypeOf(JsonElement item, int depth)
    {
        if (depth > DepthMax) throw new FormatException($"tuples nested deeper than {DepthMax}");

        string type = Text(item, "type", "");
        if (!type.StartsWith("tuple", StringComparison.Ordinal)) return AbiType.Parse(type);

        // The suffix of "tuple[2][]" applies to what the components spell out.
        AbiType tuple = AbiType.Tuple(Parameters(item, "components", depth + 1));
        return AbiTypeParser.ParseSuffix(type, "tuple".Length, tuple);
    }

    private static string Text(JsonElement entry, string property, string otherwise) =>
        entry.TryGetProperty(property, out JsonElement value) ? value.GetString() ?? otherwise : otherwise;

    private static bool IsTrue(JsonElement entry, string property) =>
        entry.TryGetProperty(property, out JsonElement value) && value.ValueKind == JsonValueKind.True;
}
