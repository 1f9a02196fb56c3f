using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cordon.House.Tests.Rules;

/// <summary>Names say what a thing is for.</summary>
internal static partial class NameRule
{
    /// <summary>Types called after what everything does, and projects or folders for what has no home.</summary>
    public static IEnumerable<string> BannedNames(RepositoryFile file)
    {
        foreach (string folder in file.Path.Split('/').SkipLast(1).SelectMany(folder => folder.Split('.')))
            if (folder is "Common" or "Shared" or "Utils" or "Helpers" or "Misc")
                yield return $"{file.Path}: a folder called '{folder}' attracts everything; name the topic";

        if (!file.IsCSharp) yield break;
        foreach (BaseTypeDeclarationSyntax type in file.Syntax.DescendantNodes().OfType<BaseTypeDeclarationSyntax>())
            if (BannedType().IsMatch(type.Identifier.Text))
                yield return file.At(type, $"'{type.Identifier.Text}' says nothing; name what it decides or keeps");
    }

    /// <summary>Public and internal top-level types: one public one a file, and the file is called after it.</summary>
    public static IEnumerable<string> FileNames(RepositoryFile file)
    {
        string[] types = [.. file.Syntax.DescendantNodes(node => node is not BaseTypeDeclarationSyntax)
            .OfType<MemberDeclarationSyntax>()
            .Where(member => member.Modifiers.Any(SyntaxKind.PublicKeyword))
            .Select(TypeName).OfType<string>().Distinct()];
        string fileName = file.Name.Split('.')[0].Split('{')[0];

        if (types.Length > 1)
            yield return file.At(1, $"{types.Length} public types ({string.Join(", ", types)}): one a file");
        else if (types.Length == 1 && types[0] != fileName)
            yield return file.At(1, $"holds the public type '{types[0]}': call the file {types[0]}.cs");
    }

    /// <summary>Test methods whose name is no sentence.</summary>
    public static IEnumerable<string> TestNames(RepositoryFile file) =>
        from method in file.Syntax.DescendantNodes().OfType<MethodDeclarationSyntax>()
        where method.AttributeLists.SelectMany(list => list.Attributes).Any(a => IsTestAttribute(a.Name.ToString()))
        let name = method.Identifier.Text
        where !Sentence().IsMatch(name) || NoSentence().IsMatch(name)
        select file.At(method, $"'{name}' is no sentence; say what holds: Rejects_text_that_is_not_an_address");

    private static bool IsTestAttribute(string name) => name is "Fact" or "Theory" or "Property";

    private static string? TypeName(MemberDeclarationSyntax member) => member switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.Text,
        DelegateDeclarationSyntax type => type.Identifier.Text,
        _ => null,
    };

    [GeneratedRegex("(Manager|Helper|Helpers|Processor|Utils|Util)$")]
    private static partial Regex BannedType();

    // At least three words, the first with a capital.
    [GeneratedRegex("^[A-Z][A-Za-z0-9]*(_[A-Za-z0-9]+){2,}$")]
    private static partial Regex Sentence();

    [GeneratedRegex("(^Tests?[_0-9])|(_(Ok|OK|Test|Works)$)|([Tt]est[0-9]+$)")]
    private static partial Regex NoSentence();
}
