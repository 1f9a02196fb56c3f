using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Cordon.Ethereum.Bindings.Tests;

/// <summary>Runs the generator over a source and files that exist only in memory.</summary>
internal sealed class GeneratorRun
{
    public const string SourcePath = "/project/Contracts/Token.cs";

    private static readonly CSharpParseOptions Options = new(LanguageVersion.Preview);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal)
                || Path.GetFileName(p) == "Cordon.Ethereum.dll")
            .Select(p => MetadataReference.CreateFromFile(p)),
    ];

    private CSharpCompilation _compilation;
    private GeneratorDriver _driver;

    public GeneratorRun(string source, params (string Path, string Text)[] files)
    {
        _compilation = CSharpCompilation.Create(
            "Sample", [Parse(source, SourcePath)], References, new(OutputKind.DynamicallyLinkedLibrary));
        _driver = CSharpGeneratorDriver.Create(
            [new ContractBindingGenerator().AsSourceGenerator()],
            files.Select(f => new MemoryFile(f.Path, f.Text)),
            Options,
            optionsProvider: null,
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
    }

    public GeneratorRunResult Result => _driver.GetRunResult().Results.Single();

    public Diagnostic Fault => Result.Diagnostics.Single();

    /// <summary>Runs, and gives the compiler's complaints about the code with what was generated.</summary>
    public ImmutableArray<Diagnostic> Compile()
    {
        _driver = _driver.RunGeneratorsAndUpdateCompilation(_compilation, out Compilation output, out _);
        return [.. output.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning)];
    }

    public void AddSource(string source) =>
        _compilation = _compilation.AddSyntaxTrees(Parse(source, "/project/More.cs"));

    public void ReplaceFile(string path, string text)
    {
        var replaced = new MemoryFile(path, text);
        _driver = _driver.ReplaceAdditionalTexts([replaced]);
    }

    private static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, Options, path);

    private sealed class MemoryFile(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
