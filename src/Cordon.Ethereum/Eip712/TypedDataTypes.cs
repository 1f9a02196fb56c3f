namespace Cordon.Ethereum;

/// <summary>The structs of one EIP-712 document, checked, with their texts and hashes.</summary>
internal sealed class TypedDataTypes
{
    private readonly Dictionary<string, TypedMember[]> _structs;
    private readonly Dictionary<string, Hash256> _hashes = [];

    public TypedDataTypes(Dictionary<string, TypedMember[]> structs)
    {
        _structs = structs;
        foreach ((string name, TypedMember[] members) in structs)
        {
            foreach (TypedMember member in members) Check(name, member);
        }
    }

    public bool IsStruct(string type) => _structs.ContainsKey(type);

    public TypedMember[] MembersOf(string type) => _structs[type];

    public Hash256 HashOf(string type)
    {
        if (_hashes.TryGetValue(type, out Hash256 hash)) return hash;
        return _hashes[type] = Keccak256.HashUtf8(EncodeType(type));
    }

    /// <summary>The struct's own text, then those it refers to, directly or not, in the order of their names.</summary>
    public string EncodeType(string type)
    {
        if (!IsStruct(type)) throw new FormatException($"EIP-712, types: '{type}' is not among them.");

        var found = new SortedSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([type]);
        while (open.TryPop(out string? next))
        {
            foreach (TypedMember member in _structs[next])
            {
                string element = ElementOf(member.Type);
                if (IsStruct(element) && element != type && found.Add(element)) open.Push(element);
            }
        }

        return string.Concat(found.Prepend(type).Select(Declare));
    }

    /// <summary>Splits the last array suffix off: <c>Person[2][]</c> into <c>Person[2]</c> and any length.</summary>
    public static bool TrySplitArray(string type, out string element, out int? length)
    {
        element = type;
        length = null;
        if (!type.EndsWith(']')) return false;

        int open = type.LastIndexOf('[');
        element = type[..open];
        string digits = type[(open + 1)..^1];
        if (digits.Length > 0) length = int.Parse(digits);
        return true;
    }

    private string Declare(string type) =>
        $"{type}({string.Join(',', _structs[type].Select(member => $"{member.Type} {member.Name}"))})";

    private static string ElementOf(string type) =>
        type.IndexOf('[', StringComparison.Ordinal) is var bracket and >= 0 ? type[..bracket] : type;

    private void Check(string name, TypedMember member)
    {
        try
        {
            // A struct's name stands in for bool, so that one parser checks arrays of both.
            string element = ElementOf(member.Type);
            string text = IsStruct(element) ? "bool" + member.Type[element.Length..] : member.Type;
            AbiType type = AbiType.Parse(text);
            while (type.Element is not null) type = type.Element;
            if (type.Kind is AbiKind.Tuple or AbiKind.Function or AbiKind.Fixed or AbiKind.UFixed)
                throw new FormatException($"'{member.Type}' has no place in EIP-712.");
        }
        catch (FormatException error)
        {
            throw new FormatException($"EIP-712, types.{name}.{member.Name}: {error.Message}", error);
        }
    }
}
