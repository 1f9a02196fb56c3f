using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cordon.House.Tests.Rules;

/// <summary>What fits into a reader's head: lines per file, lines per method, columns per line.</summary>
internal static class SizeRule
{
    private const int SourceLinesMax = 400;
    private const int TestLinesMax = 600;
    private const int MethodLinesMax = 70;
    private const int ColumnsMax = 120;

    private static readonly string[] Measured = [".cs", ".sol", ".sh", ".csproj", ".props"];

    public static bool Applies(RepositoryFile file) =>
        file.Name == "cordon" || Measured.Contains(System.IO.Path.GetExtension(file.Path));

    public static IEnumerable<string> FileViolations(RepositoryFile file)
    {
        int max = file.IsTest ? TestLinesMax : SourceLinesMax;
        if (file.Lines.Length > max)
            yield return file.At(file.Lines.Length, $"{file.Lines.Length} lines, at most {max}: split it by topic");
    }

    public static IEnumerable<string> LineViolations(RepositoryFile file)
    {
        for (int i = 0; i < file.Lines.Length; i++)
            if (file.Lines[i].TrimEnd('\r').Length > ColumnsMax)
                yield return file.At(i + 1, $"{file.Lines[i].Length} columns, at most {ColumnsMax}");
    }

    /// <summary>Methods, constructors, accessors, operators and local functions that are too long.</summary>
    public static IEnumerable<string> MethodViolations(RepositoryFile file) =>
        from node in file.Syntax.DescendantNodes()
        where node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax
        let lines = LineCount(node)
        where lines > MethodLinesMax
        select file.At(node, $"a method of {lines} lines, at most {MethodLinesMax}: name its steps");

    // Documentation before the method does not count, attributes do.
    private static int LineCount(SyntaxNode node)
    {
        FileLinePositionSpan span = node.SyntaxTree.GetLineSpan(node.Span);
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }
}
