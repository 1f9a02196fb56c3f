using System.Text.Json;
using System.Text.Json.Serialization;
using Cordon.Economics.Assessment;

namespace Cordon.Cli.Risk.Report;

/// <summary>An assessment as JSON, with every number; what is infinite is the text <c>"Infinity"</c>.</summary>
internal static class AssessmentJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private static readonly JsonSerializerOptions Indented = new(Options) { WriteIndented = true };

    public static void Write(Stream output, RiskAssessment assessment)
    {
        JsonSerializer.Serialize(output, assessment, Indented);
        output.WriteByte((byte)'\n');
    }

    /// <summary>One line; less-than signs are escaped, so that it can stand inside a script element.</summary>
    public static string Text(RiskAssessment assessment) => JsonSerializer.Serialize(assessment, Options);
}
