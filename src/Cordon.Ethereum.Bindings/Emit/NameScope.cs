using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Cordon.Ethereum.Bindings.Emit;

/// <summary>Gives Solidity names their C# form, each only once in its scope.</summary>
internal sealed class NameScope
{
    // Members every generated struct has, from the language or from the generator.
    private static readonly string[] StructMembers =
    [
        "AbiCodec", "Clone", "Deconstruct", "Encode", "Equals", "Finalize", "GetHashCode", "GetType",
        "MemberwiseClone", "PrintMembers", "ReferenceEquals", "Selector", "Signature", "ToString", "Topic",
        "TryDecode", "TryDecodeReturn",
    ];

    private readonly HashSet<string> _taken;

    private NameScope(IEnumerable<string> taken) => _taken = new HashSet<string>(taken, System.StringComparer.Ordinal);

    public static NameScope OfClass(string className) => new(
        ["AbiCodec", "Bytecode", "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals",
            "ToString", className]);

    public static NameScope OfStruct(string structName) => new([.. StructMembers, structName]);

    /// <summary>The name itself when free, else with <c>Value</c> behind it, else with a number.</summary>
    public string Take(string name)
    {
        if (_taken.Add(name)) return name;

        string candidate = name + "Value";
        for (int i = 2; !_taken.Add(candidate); i++)
            candidate = name + i.ToString(CultureInfo.InvariantCulture);
        return candidate;
    }

    /// <summary>Whether nobody has taken the name.</summary>
    public bool IsFree(string name) => !_taken.Contains(name);

    /// <summary><c>amount_out</c> and <c>_amountOut</c> become AmountOut, <c>FEE_BPS</c> becomes FEEBPS.</summary>
    public static string Pascal(string name)
    {
        var result = new StringBuilder(name.Length);
        bool startsWord = true;
        foreach (char c in name)
        {
            if (c < 128 && char.IsLetterOrDigit(c))
            {
                result.Append(startsWord ? char.ToUpperInvariant(c) : c);
                startsWord = false;
            }
            else
            {
                startsWord = true;
            }
        }

        if (result.Length == 0) return "Unnamed";
        return char.IsDigit(result[0]) ? "_" + result : result.ToString();
    }
}
