using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cordon.Ethereum.Bindings;

/// <summary>Gives each class with <c>[ContractBinding("Erc20.json")]</c> the typed members of that ABI.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ContractBindingGenerator : IIncrementalGenerator
{
    private const string Attribute = "Cordon.Ethereum.Bindings.ContractBindingAttribute";

    /// <summary>Name of the step whose results the tests look at.</summary>
    public const string BindingStep = "Binding";

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<BindingTarget> targets = context.SyntaxProvider.ForAttributeWithMetadataName(
            Attribute, (node, _) => node is TypeDeclarationSyntax, (found, _) => BindingTarget.From(found));

        IncrementalValuesProvider<AdditionalText> files = context.AdditionalTextsProvider
            .Where(f => f.Path.EndsWith(".json", StringComparison.OrdinalIgnoreCase));

        IncrementalValuesProvider<Binding> bindings = targets.Combine(files.Collect())
            .Select((pair, stop) => Binding.Create(pair.Left, pair.Right, stop))
            .WithTrackingName(BindingStep);

        context.RegisterSourceOutput(bindings, (output, binding) =>
        {
            if (binding.Fault is not null) output.ReportDiagnostic(binding.Fault.ToDiagnostic());
            if (binding.Source is not null) output.AddSource(binding.HintName, binding.Source);
        });
    }
}
