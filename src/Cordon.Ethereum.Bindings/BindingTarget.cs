using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cordon.Ethereum.Bindings;

/// <summary>A class with the attribute: plain text only, so that the compiler can tell whether it changed.</summary>
internal sealed record BindingTarget(
    string ClassName,
    string HintName,
    string Declarations,
    string AbiPath,
    string SourceFolder,
    bool IsPartial,
    TextSpot Spot)
{
    private const char Separator = '\n';

    /// <summary>Namespace and types from outside in, as <c>partial class Erc20</c>.</summary>
    public IReadOnlyList<string> DeclarationList => Declarations.Split(Separator);

    public static BindingTarget From(GeneratorAttributeSyntaxContext context)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        var declarations = new List<string>();
        bool isPartial = true;
        for (INamedTypeSymbol? outer = type; outer is not null; outer = outer.ContainingType)
        {
            declarations.Insert(0, $"partial {Keyword(outer)} {Escape(outer.Name)}");
            isPartial &= !outer.IsGenericType && outer.DeclaringSyntaxReferences.All(r =>
                r.GetSyntax() is TypeDeclarationSyntax t && t.Modifiers.Any(SyntaxKind.PartialKeyword));
        }

        if (!type.ContainingNamespace.IsGlobalNamespace)
            declarations.Insert(0, "namespace " + string.Join(".",
                type.ContainingNamespace.ToDisplayString().Split('.').Select(Escape)));

        string path = context.Attributes[0].ConstructorArguments.FirstOrDefault().Value as string ?? "";
        SyntaxTree tree = context.TargetNode.SyntaxTree;
        return new BindingTarget(
            type.Name,
            HintOf(type),
            string.Join(Separator.ToString(), declarations),
            path.Replace('\\', '/'),
            (Path.GetDirectoryName(tree.FilePath) ?? "").Replace('\\', '/'),
            isPartial,
            TextSpot.From(((TypeDeclarationSyntax)context.TargetNode).Identifier.GetLocation()));
    }

    // A file name: letters, digits and dots of the full name.
    private static string HintOf(INamedTypeSymbol type) =>
        string.Concat(type.ToDisplayString().Where(c => c is '.' or '_' || char.IsLetterOrDigit(c))) + ".Abi.g.cs";

    private static string Keyword(INamedTypeSymbol type) => type.TypeKind switch
    {
        TypeKind.Interface => "interface",
        TypeKind.Struct => type.IsRecord ? "record struct" : "struct",
        _ => type.IsRecord ? "record" : "class",
    };

    private static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None || name.StartsWith("@", System.StringComparison.Ordinal)
            ? name
            : "@" + name;
}
