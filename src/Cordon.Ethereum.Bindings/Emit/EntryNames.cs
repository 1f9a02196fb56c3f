using System.Collections.Generic;
using System.Linq;
using Cordon.Ethereum.Bindings.Abi;

namespace Cordon.Ethereum.Bindings.Emit;

/// <summary>Names the struct of each function, event and error.</summary>
internal static class EntryNames
{
    /// <summary>
    /// Of overloads, the one with the fewest inputs (the first of those) has the plain name; the types of the inputs
    /// stand in the names of the others, so that a further overload renames none that exist, unless it is shorter.
    /// </summary>
    public static Dictionary<AbiEntry, string> Assign(IReadOnlyList<AbiEntry> entries, NameScope scope)
    {
        var names = new Dictionary<AbiEntry, string>();
        IEnumerable<IGrouping<string, AbiEntry>> groups = entries
            .Where(e => e.Kind != AbiEntryKind.Constructor)
            .GroupBy(e => NameScope.Pascal(e.Name) + "|" + e.Kind);

        foreach (IGrouping<string, AbiEntry> group in groups)
        {
            AbiEntry plain = group.OrderBy(e => e.Inputs.Count).First();
            foreach (AbiEntry entry in group)
            {
                string types = entry == plain ? "" : string.Concat(entry.Inputs.Select(i => TypeWord(i.Type)));
                names.Add(entry, scope.Take($"{NameScope.Pascal(entry.Name)}{types}{entry.Kind switch
                {
                    AbiEntryKind.Function => "Call",
                    AbiEntryKind.Event => "Event",
                    _ => "Error",
                }}"));
            }
        }

        return names;
    }

    private static string TypeWord(AbiType type) => type.Kind switch
    {
        AbiKind.Array => TypeWord(type.Element!) + "Array",
        AbiKind.FixedArray => $"{TypeWord(type.Element!)}Array{type.Size}",
        AbiKind.Tuple => NameScope.Pascal(type.StructName ?? "Tuple"),
        _ => NameScope.Pascal(type.Canonical),
    };
}
