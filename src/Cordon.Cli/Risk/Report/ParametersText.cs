using System.Globalization;
using Cordon.Cli.Terminal;
using Cordon.Economics.Models;
using Cordon.Economics.Parameters;

namespace Cordon.Cli.Risk.Report;

/// <summary>The rules as YAML with the inequalities as comments: to read, and to deploy from.</summary>
internal static class ParametersText
{
    public static void Write(Session session, RiskModel model, IReadOnlyList<ParameterRule> rules)
    {
        session.WriteLine($"# {TerminalText.Clean(model.Name)}");
        session.WriteLine("contracts:");
        foreach (ParameterRule rule in rules)
        {
            foreach (string line in Lines(rule, session.Width)) session.WriteLine(TerminalText.Clean(line));
        }
    }

    private static IEnumerable<string> Lines(ParameterRule rule, int width)
    {
        yield return "";
        foreach (string line in TerminalText.Wrap($"{rule.Inequality}", 4, width).Split('\n'))
            yield return $"  # {line.Trim()}";
        foreach (string line in TerminalText.Wrap($"{rule.Why}", 4, width).Split('\n'))
            yield return $"  # {line.Trim()}";
        string range = (rule.Min, rule.Max) switch
        {
            ({ } min, { } max) => $"from {Number(min)} to {Number(max)}",
            ({ } min, null) => $"at least {Number(min)}",
            (null, { } max) => $"at most {Number(max)}",
            _ => "any",
        };
        string state = rule.IsImpossible ? "no value holds: change the model"
            : rule.IsViolated ? $"VIOLATED by {Number(rule.Current!.Value)}"
            : rule.Current is null ? "not set yet" : "holds";
        yield return $"  {(rule.Recommended is { } value ? "" : "# ")}{rule.Key}: "
            + $"{(rule.Recommended is { } set ? Number(set) : "none")}  # {rule.Unit}, {range}; {state}";
    }

    private static string Number(double value) => double.IsInfinity(value)
        ? "no value"
        : value.ToString("G12", CultureInfo.InvariantCulture);
}
