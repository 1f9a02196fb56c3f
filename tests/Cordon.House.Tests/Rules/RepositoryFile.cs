using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Cordon.House.Tests.Rules;

/// <summary>One file of the repository: its path from the root, with forward slashes, and its text.</summary>
internal sealed class RepositoryFile(string path, string text)
{
    private readonly Lazy<SyntaxNode> _syntax = new(() => CSharpSyntaxTree.ParseText(text).GetRoot());

    public string Path { get; } = path;

    public string Text { get; } = text;

    /// <summary>The lines without their ends; a final line end does not count as a further line.</summary>
    public string[] Lines { get; } = (text.EndsWith('\n') ? text[..^1] : text).Split('\n');

    /// <summary>The syntax tree's root; meaningful for .cs files only.</summary>
    public SyntaxNode Syntax => _syntax.Value;

    public bool IsCSharp => Path.EndsWith(".cs", StringComparison.Ordinal);

    public bool IsSource => Path.StartsWith("src/", StringComparison.Ordinal);

    public bool IsTest => Path.StartsWith("tests/", StringComparison.Ordinal);

    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>The project's name, for a path such as src/Cordon.Domain/…; otherwise empty.</summary>
    public string Project => Path.Split('/') is [_, var project, _, ..] ? project : "";

    /// <summary>A violation as an editor can jump to it: path, line (from 1) and what the rule expects.</summary>
    public string At(int line, string expected) => $"{Path}:{line}: {expected}";

    public string At(SyntaxNode node, string expected) =>
        At(node.GetLocation().GetLineSpan().StartLinePosition.Line + 1, expected);
}
