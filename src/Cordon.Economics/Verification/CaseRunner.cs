using System.Text.Json;
using Cordon.Economics.Numbers;

namespace Cordon.Economics.Verification;

/// <summary>Runs reference cases through the public functions of the engine.</summary>
public static class CaseRunner
{
    private const int DepthMax = 32;
    private const string Unnamed = "(without id)";

    /// <summary>Runs every case of one file, in its order.</summary>
    /// <param name="file">The file's name, for the results.</param>
    /// <param name="json">The file's bytes: a list of cases.</param>
    /// <returns>One result a case, lazily; a file that is no list of cases gives one malformed result.</returns>
    public static IEnumerable<CaseResult> Run(string file, ReadOnlyMemory<byte> json)
    {
        JsonDocument document;
        CaseResult? fault = null;
        try
        {
            document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = DepthMax });
        }
        catch (JsonException wrong)
        {
            document = JsonDocument.Parse("[]");
            fault = Refused(file, $"not JSON: {wrong.Message}");
        }

        return fault is not null ? [fault] : RunAll(file, document);
    }

    private static IEnumerable<CaseResult> RunAll(string file, JsonDocument document)
    {
        using (document)
        {
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Array)
            {
                yield return Refused(file, CaseValue.Fault("the file", "a list of cases", root).Message);
                yield break;
            }

            int index = 0;
            foreach (JsonElement item in root.EnumerateArray()) yield return RunOne(file, index++, item);
        }
    }

    private static CaseResult RunOne(string file, int index, JsonElement item)
    {
        CaseResult result = new() { File = file, Index = index, Id = Unnamed, Outcome = CaseOutcome.Malformed };
        try
        {
            CaseInputs fields = new(item, "case");
            if (item.TryGetProperty("id", out JsonElement id)) result = result with { Id = CaseValue.Text(id, "id") };
            else throw new CaseFormatException("id", "a text", "nothing");
            result = result with { Topic = fields.Text("topic"), Function = fields.Text("function", "") };
            return Run(result, item);
        }
        catch (CaseFormatException wrong)
        {
            return result with { Fault = wrong.Message };
        }
        catch (InvalidInputException wrong)
        {
            string field = JsonNamingPolicy.SnakeCaseLower.ConvertName(wrong.Field);
            return result with { Fault = $"inputs.{field}: expected {wrong.Expected}, found {wrong.Actual}" };
        }
    }

    private static CaseResult Run(CaseResult result, JsonElement item)
    {
        CaseFunction[] topic = [.. CaseFunctions.Of(result.Topic)];
        if (topic.Length == 0)
        {
            return result with
            {
                Outcome = CaseOutcome.UnknownTopic,
                Fault = $"there is no topic '{result.Topic}'; known: "
                    + string.Join(", ", CaseFunctions.All.Select(f => f.Topic).Distinct()),
            };
        }

        JsonElement inputs = Member(item, "inputs");
        JsonElement expected = Member(item, "expected");
        if (!expected.EnumerateObject().Any()) throw new CaseFormatException("expected", "at least one field", "none");
        CaseFunction[] candidates = result.Function.Length > 0
            ? [.. topic.Where(function => function.Name == result.Function)]
            : topic;
        if (candidates.Length == 0)
        {
            return result with
            {
                Outcome = CaseOutcome.UnknownFunction,
                Fault = $"topic '{result.Topic}' has no function '{result.Function}'; known: "
                    + string.Join(", ", topic.Select(function => function.Name)),
            };
        }

        _ = item.TryGetProperty("tolerance", out JsonElement tolerance);
        CaseFunction function = candidates.Length == 1 ? candidates[0] : Fitting(candidates, inputs, expected);
        return Compare(result with { Function = function.Name }, function.Run(new CaseInputs(inputs)), expected,
            new CaseTolerance(tolerance));
    }

    private static CaseResult Compare(
        CaseResult result, CaseOutput output, JsonElement expected, CaseTolerance tolerance)
    {
        CaseComparison comparison = new(tolerance);
        foreach (JsonProperty field in expected.EnumerateObject())
        {
            if (output.TryGetValue(field.Name, out object? actual)) comparison.Compare(field.Name, field.Value, actual);
            else comparison.Missing(field.Name, field.Value);
        }

        return result with
        {
            Outcome = comparison.Mismatches.IsEmpty ? CaseOutcome.Passed : CaseOutcome.Failed,
            Mismatches = comparison.Mismatches,
            WorstError = comparison.WorstError,
        };
    }

    // A case need not name its function: it is the one that understands the inputs and answers the most.
    private static CaseFunction Fitting(CaseFunction[] candidates, JsonElement inputs, JsonElement expected)
    {
        (CaseFunction Function, int Score)? best = null;
        foreach (CaseFunction candidate in candidates)
        {
            try
            {
                CaseInputs read = new(inputs);
                CaseOutput output = candidate.Run(read);
                int score = expected.EnumerateObject().Count(field => output.ContainsKey(field.Name))
                    - read.Unread.Count();
                if (best is null || score > best.Value.Score) best = (candidate, score);
            }
            catch (Exception other) when (other is CaseFormatException or InvalidInputException)
            {
                // these inputs are for another function
            }
        }

        return best?.Function ?? throw new CaseFormatException("function", "a name, or inputs that fit one of "
            + string.Join(", ", candidates.Select(candidate => candidate.Name)), "neither");
    }

    private static JsonElement Member(JsonElement item, string name)
    {
        if (!item.TryGetProperty(name, out JsonElement value))
            throw new CaseFormatException(name, "an object", "nothing");
        return value.ValueKind == JsonValueKind.Object ? value : throw CaseValue.Fault(name, "an object", value);
    }

    private static CaseResult Refused(string file, string fault) =>
        new() { File = file, Outcome = CaseOutcome.Malformed, Fault = fault };
}
