using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cordon.House.Tests.Rules;

/// <summary>No hidden inputs: clock and chance come in from the edges, and no test waits for a fixed time.</summary>
internal static class PurityRule
{
    private static readonly string[] PureProjects =
        ["Cordon.Ethereum", "Cordon.Domain", "Cordon.Detection", "Cordon.Economics"];

    /// <summary>Uses of the wall clock, of unseeded chance, or of the running time in pure code.</summary>
    public static IEnumerable<string> HiddenInputs(RepositoryFile file)
    {
        bool isPure = IsPure(file);
        foreach (SyntaxNode node in file.Syntax.DescendantNodes())
        {
            string? fault = node switch
            {
                MemberAccessExpressionSyntax access => Fault(Text(access), file, isPure),
                BaseObjectCreationExpressionSyntax { ArgumentList: null or { Arguments.Count: 0 } } creation
                    when Created(creation) is "Random" => "Random without a seed: pass one, and print it",
                IdentifierNameSyntax { Identifier.Text: "Stopwatch" } when isPure => "Stopwatch in a pure project",
                _ => null,
            };
            if (fault is not null) yield return file.At(node, fault);
        }
    }

    /// <summary>Sleeps of a fixed length; a delay inside a loop that polls for a condition is none.</summary>
    public static IEnumerable<string> FixedWaits(RepositoryFile file)
    {
        foreach (InvocationExpressionSyntax call in file.Syntax.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            string name = Text(call.Expression).Split('.') is [.., var type, var method] ? $"{type}.{method}" : "";
            bool polls = call.Ancestors().Any(a =>
                a is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax);
            if (name == "Thread.Sleep")
                yield return file.At(call, "Thread.Sleep: wait for a condition with a deadline");
            else if (name == "Task.Delay" && file.IsTest && !polls && !IsInfinite(call))
                yield return file.At(call, "a fixed delay: wait for a condition with a deadline");
        }
    }

    private static string? Fault(string access, RepositoryFile file, bool isPure) => access switch
    {
        "DateTime.Now" or "DateTime.UtcNow" or "DateTime.Today" or "DateTimeOffset.Now" or "DateTimeOffset.UtcNow" =>
            $"{access}: take a TimeProvider",
        "TimeProvider.System" or "Environment.TickCount" or "Environment.TickCount64" or "Guid.NewGuid" when isPure =>
            $"{access} in a pure project: take it from the caller",
        "Random.Shared" when isPure || file.IsTest => "Random.Shared has no seed: pass a Random with one; print it",
        _ => null,
    };

    private static bool IsPure(RepositoryFile file) =>
        file.IsSource && PureProjects.Contains(file.Project) && !file.Path.Contains("/Rpc/", StringComparison.Ordinal);

    private static bool IsInfinite(InvocationExpressionSyntax call) =>
        call.ArgumentList.Arguments.Any(a => a.ToString().Contains("Infinite", StringComparison.Ordinal));

    private static string Created(BaseObjectCreationExpressionSyntax creation) => creation switch
    {
        ObjectCreationExpressionSyntax named => named.Type.ToString(),
        _ => creation.FirstAncestorOrSelf<VariableDeclarationSyntax>()?.Type.ToString() ?? "",
    };

    private static string Text(ExpressionSyntax expression) =>
        expression.ToString().StartsWith("System.", StringComparison.Ordinal)
            ? string.Join('.', expression.ToString().Split('.')[^2..])
            : expression.ToString();
}
