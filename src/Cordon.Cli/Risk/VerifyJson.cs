using System.Text.Json;
using Cordon.Economics.Verification;

namespace Cordon.Cli.Risk;

/// <summary>Reference cases for programs: totals, and every case with its outcome.</summary>
internal static class VerifyJson
{
    public static void Write(Stream output, IReadOnlyList<CaseResult> results)
    {
        using (Utf8JsonWriter json = new(output, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("cases", results.Count);
            json.WriteNumber("passed", results.Count(result => result.Outcome == CaseOutcome.Passed));
            json.WriteStartArray("results");
            foreach (CaseResult result in results) WriteCase(json, result);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
    }

    private static void WriteCase(Utf8JsonWriter json, CaseResult result)
    {
        json.WriteStartObject();
        json.WriteString("file", result.File);
        if (result.Index is { } index) json.WriteNumber("index", index);
        json.WriteString("topic", result.Topic);
        json.WriteString("id", result.Id);
        json.WriteString("function", result.Function);
        json.WriteString("outcome", JsonNamingPolicy.SnakeCaseLower.ConvertName(result.Outcome.ToString()));
        json.WriteNumber("worstError", result.WorstError);
        if (result.Fault.Length > 0) json.WriteString("fault", result.Fault);
        if (!result.Mismatches.IsEmpty)
        {
            json.WriteStartArray("mismatches");
            foreach (CaseMismatch mismatch in result.Mismatches)
            {
                json.WriteStartObject();
                json.WriteString("field", mismatch.Field);
                json.WriteString("expected", mismatch.Expected);
                json.WriteString("actual", mismatch.Actual);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
