using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading;
using Cordon.Ethereum.Bindings.Abi;
using Cordon.Ethereum.Bindings.Emit;
using Cordon.Ethereum.Bindings.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Cordon.Ethereum.Bindings;

/// <summary>What one class becomes: source, or the reason why not.</summary>
internal sealed record Binding(string HintName, string? Source, Fault? Fault)
{
    public static Binding Create(BindingTarget target, ImmutableArray<AdditionalText> files, CancellationToken stop)
    {
        if (!target.IsPartial)
            return Failed(target, new Fault(Rules.NotPartial, target.Spot, target.ClassName));

        List<AdditionalText> found = Find(target, files);
        if (found.Count == 0)
            return Failed(target, new Fault(Rules.FileNotFound, target.Spot, target.AbiPath));
        if (found.Count > 1)
            return Failed(target, new Fault(Rules.FileAmbiguous, target.Spot, target.AbiPath,
                string.Join(", ", found.Select(f => f.Path))));

        SourceText text = found[0].GetText(stop) ?? SourceText.From("");
        string path = found[0].Path;
        string name = Path.GetFileName(path);
        try
        {
            ContractAbi abi = ContractAbiReader.Read(text.ToString());
            string source = ContractEmitter.Emit(abi, target.ClassName, target.DeclarationList);
            return new Binding(target.HintName, source, Fault: null);
        }
        catch (JsonFormatException e)
        {
            return Failed(target, new Fault(Rules.NotJson, TextSpot.At(path, text, e.Offset), name, e.Message));
        }
        catch (AbiException e)
        {
            TextSpot spot = TextSpot.At(path, text, e.Offset);
            return Failed(target, new Fault(Rules.BadEntry, spot, name, $"{e.Entry}: {e.Message}"));
        }
    }

    private static Binding Failed(BindingTarget target, Fault fault) => new(target.HintName, Source: null, fault);

    // The file beside the source wins; only else does the path count as the end of a longer one.
    private static List<AdditionalText> Find(BindingTarget target, ImmutableArray<AdditionalText> files)
    {
        string beside = Normalize($"{target.SourceFolder}/{target.AbiPath}");
        List<AdditionalText> exact = [.. files.Where(f => Normalize(f.Path) == beside)];
        if (exact.Count > 0) return exact;

        string end = "/" + target.AbiPath.TrimStart('.', '/');
        return [.. files.Where(f => ("/" + Normalize(f.Path)).EndsWith(end, System.StringComparison.Ordinal))];
    }

    private static string Normalize(string path)
    {
        var parts = new List<string>();
        foreach (string part in path.Replace('\\', '/').Split('/'))
        {
            if (part == ".." && parts.Count > 0 && parts[parts.Count - 1] != "..") parts.RemoveAt(parts.Count - 1);
            else if (part != ".") parts.Add(part);
        }

        return string.Join("/", parts);
    }
}
