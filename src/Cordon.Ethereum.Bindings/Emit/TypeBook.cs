using System.Collections.Generic;
using System.Linq;
using Cordon.Ethereum.Bindings.Abi;

namespace Cordon.Ethereum.Bindings.Emit;

/// <summary>Which C# type stands for each ABI type of one contract, and which structs and codecs that takes.</summary>
internal sealed class TypeBook(NameScope scope)
{
    public const string Address = "global::Cordon.Ethereum.Address";
    public const string Hash256 = "global::Cordon.Ethereum.Hash256";
    public const string UInt256 = "global::Cordon.Ethereum.UInt256";

    private readonly Dictionary<string, string> _structNames = new(System.StringComparer.Ordinal);

    /// <summary>Structs to generate, in the order they were met.</summary>
    public List<StructShape> Structs { get; } = [];

    /// <summary>Array types that need a reader and a writer, in the order they were met.</summary>
    public List<AbiType> Arrays { get; } = [];

    /// <summary>The type as generated code spells it; notes the structs and codecs it takes.</summary>
    /// <param name="type">The ABI type.</param>
    /// <param name="hint">Name for a tuple whose struct the compiler did not name.</param>
    public string CSharpType(AbiType type, string hint) => type.Kind switch
    {
        AbiKind.UInt => type.Size <= 64 ? Primitive(type.Size, "byte", "ushort", "uint", "ulong") : UInt256,
        AbiKind.Int => type.Size <= 64 ? Primitive(type.Size, "sbyte", "short", "int", "long") : UInt256,
        AbiKind.Bool => "bool",
        AbiKind.Address => Address,
        AbiKind.FixedBytes => Hash256,
        AbiKind.Bytes => "byte[]",
        AbiKind.Text => "string",
        AbiKind.Tuple => StructFor(type, hint),
        _ => ArrayFor(type, hint),
    };

    /// <summary>The properties of a struct that holds these parameters.</summary>
    public List<Member> Members(IReadOnlyList<AbiParameter> parameters, string structName, string unnamed)
    {
        NameScope names = NameScope.OfStruct(structName);
        var members = new List<Member>(parameters.Count);
        for (int i = 0; i < parameters.Count; i++)
        {
            AbiParameter parameter = parameters[i];
            string name = parameter.Name.Length > 0 ? NameScope.Pascal(parameter.Name) : $"{unnamed}{i}";
            var member = new Member(name, "", parameter);
            string type = member.IsHashed ? Hash256 : CSharpType(parameter.Type, structName + name);
            members.Add(new Member(names.Take(member.IsHashed ? name + "Hash" : name), type, parameter));
        }

        return members;
    }

    /// <summary>Names the reader and writer of an array type.</summary>
    public string CodecOf(AbiType type) => type.Kind == AbiKind.Tuple
        ? _structNames[KeyOf(type)]
        : $"Array{Arrays.FindIndex(a => KeyOf(a) == KeyOf(type))}";

    private static string Primitive(int bits, string upTo8, string upTo16, string upTo32, string upTo64) =>
        bits <= 8 ? upTo8 : bits <= 16 ? upTo16 : bits <= 32 ? upTo32 : upTo64;

    private string StructFor(AbiType type, string hint)
    {
        string key = KeyOf(type);
        if (_structNames.TryGetValue(key, out string? known)) return known;

        string name = scope.Take(NameScope.Pascal(type.StructName ?? hint));
        _structNames.Add(key, name);
        Structs.Add(new StructShape(name, type, Members(type.Components, name, "Item")));
        return name;
    }

    private string ArrayFor(AbiType type, string hint)
    {
        string element = CSharpType(type.Element!, hint);
        if (!Arrays.Any(a => KeyOf(a) == KeyOf(type))) Arrays.Add(type);
        return element + "[]";
    }

    // Two tuples share a struct when the source named both alike and their members agree in name and type.
    private static string KeyOf(AbiType type) => type.Kind switch
    {
        AbiKind.Tuple =>
            $"{type.StructName}({string.Join(",", type.Components.Select(c => $"{KeyOf(c.Type)} {c.Name}"))})",
        AbiKind.Array => KeyOf(type.Element!) + "[]",
        AbiKind.FixedArray => $"{KeyOf(type.Element!)}[{type.Size}]",
        _ => type.Canonical,
    };
}
