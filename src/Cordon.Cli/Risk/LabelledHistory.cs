using System.Text.Json;
using Cordon.Cli.Terminal;
using Cordon.Economics.Fusion;

namespace Cordon.Cli.Risk;

/// <summary>Claims with what they were worth, from JSON lines: a signal's <c>confidence</c>, an incident's
/// <c>logOdds</c>, or a <c>probability</c>, each with a <c>label</c>.</summary>
internal sealed record LabelledHistory(IReadOnlyList<double> Forecasts, IReadOnlyList<bool> Outcomes)
{
    private const int LineMax = 1 << 20;
    private const int LinesMax = 10_000_000;

    /// <summary>Reads a file.</summary>
    /// <exception cref="CommandException">It is missing, or a line is not what it has to be.</exception>
    public static LabelledHistory Read(string path)
    {
        if (!File.Exists(path)) throw CommandException.BadInput($"--history: {path}: no such file");
        using StreamReader text = File.OpenText(path);
        return Read(path, text);
    }

    /// <summary>Reads text; the path is for messages.</summary>
    public static LabelledHistory Read(string path, TextReader text)
    {
        List<double> forecasts = [];
        List<bool> outcomes = [];
        int number = 0;
        while (text.ReadLine() is { } line)
        {
            number++;
            if (number > LinesMax || line.Length > LineMax)
                throw CommandException.BadInput($"{path}:{number}: more than {LinesMax} lines, or one over 1 MiB");
            if (string.IsNullOrWhiteSpace(line)) continue;
            try
            {
                using JsonDocument json = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 32 });
                forecasts.Add(Forecast(json.RootElement, $"{path}:{number}"));
                outcomes.Add(Label(json.RootElement, $"{path}:{number}"));
            }
            catch (JsonException wrong)
            {
                throw CommandException.BadInput($"{path}:{number}: not JSON: {wrong.Message}", wrong);
            }
        }

        return forecasts.Count > 0
            ? new LabelledHistory(forecasts, outcomes)
            : throw CommandException.BadInput($"{path}: expected at least one labelled line, found none");
    }

    private static double Forecast(JsonElement line, string place)
    {
        if (line.ValueKind != JsonValueKind.Object)
            throw CommandException.BadInput($"{place}: expected an object, found {line.ValueKind}");
        foreach (string name in (string[])["probability", "confidence", "logOdds"])
        {
            if (!line.TryGetProperty(name, out JsonElement value)) continue;
            bool isNumber = value.ValueKind == JsonValueKind.Number;
            double number = isNumber ? value.GetDouble() : double.NaN;
            if (name == "logOdds" && double.IsFinite(number)) return LogOddsFusion.ToProbability(number);
            if (name != "logOdds" && number is >= 0 and <= 1) return number;
            throw CommandException.BadInput($"{place}: {name}: expected "
                + (name == "logOdds" ? "a number" : "a number from 0 to 1") + $", found {value.GetRawText()}");
        }

        throw CommandException.BadInput($"{place}: expected confidence, logOdds or probability, found none of them");
    }

    private static bool Label(JsonElement line, string place)
    {
        if (!line.TryGetProperty("label", out JsonElement label))
            throw CommandException.BadInput($"{place}: label: expected true or false, found nothing");
        return label.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number when label.GetRawText() is "0" or "1" => label.GetRawText() == "1",
            _ => throw CommandException.BadInput($"{place}: label: expected true or false, found {label.GetRawText()}"),
        };
    }
}
