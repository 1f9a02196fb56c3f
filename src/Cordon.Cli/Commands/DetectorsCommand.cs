using System.CommandLine;
using System.Text.Json;
using Cordon.Cli.Terminal;
using Cordon.Detection.Registry;

namespace Cordon.Cli.Commands;

/// <summary><c>cordon detectors</c>: what can be found, and how each detector is tuned.</summary>
internal static class DetectorsCommand
{
    public static Command Create(Session session)
    {
        Argument<string?> name = new("NAME")
        {
            Description = "Show this detector's options and README",
            HelpName = "NAME",
            Arity = ArgumentArity.ZeroOrOne,
        };
        name.CompletionSources.Add(_ => Arguments.DetectorNames());
        Option<bool> json = Arguments.Json("them");
        CordonCommand command = new("detectors", "List the detectors, or show one with its options",
            "cordon detectors", "cordon detectors sandwich", "cordon detectors --json") { name, json };
        command.SetAction(result => Run(session, result.GetValue(name), result.GetValue(json)));
        return command;
    }

    private static int Run(Session session, string? name, bool asJson)
    {
        IReadOnlyList<DetectorEntry> entries = name is null ? DetectorRegistry.Entries : [Find(name)];
        if (asJson) WriteJson(session, entries);
        else if (name is null) WriteList(session, entries);
        else WriteOne(session, entries[0]);
        return ExitCode.Success;
    }

    private static DetectorEntry Find(string name) => DetectorRegistry.Find(name)
        ?? throw CommandException.BadInput($"there is no detector '{name}'; expected one of: "
            + string.Join(", ", DetectorRegistry.Entries.Select(entry => entry.Name)));

    private static void WriteList(Session session, IReadOnlyList<DetectorEntry> entries)
    {
        int indent = entries.Max(entry => entry.Name.Length) + 2;
        foreach (DetectorEntry entry in entries)
            session.WriteLine(entry.Name.PadRight(indent) + TerminalText.Wrap(entry.Summary, indent, session.Width));
    }

    private static void WriteOne(Session session, DetectorEntry entry)
    {
        session.WriteLine(entry.Readme.TrimEnd());
        session.WriteLine();
        session.WriteLine("## Options");
        session.WriteLine();
        foreach (OptionDescriptor option in entry.Options)
        {
            string range = (option.Min, option.Max) switch
            {
                ("", "") => "",
                (var min, "") => $", at least {min}",
                ("", var max) => $", at most {max}",
                var (min, max) => $", {min} to {max}",
            };
            string unit = option.Unit.Length > 0 ? $" {option.Unit}" : "";
            session.WriteLine($"{option.Name} = {option.Default}{unit} ({option.Type}{range})");
            if (option.Description.Length > 0)
                session.WriteLine("    " + TerminalText.Wrap(option.Description, 4, session.Width));
        }
    }

    private static void WriteJson(Session session, IReadOnlyList<DetectorEntry> entries)
    {
        using (Utf8JsonWriter json = new(session.Out, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartArray();
            foreach (DetectorEntry entry in entries)
            {
                json.WriteStartObject();
                json.WriteString("name", entry.Name);
                json.WriteString("summary", entry.Summary);
                json.WriteStartArray("options");
                foreach (OptionDescriptor option in entry.Options)
                {
                    json.WriteStartObject();
                    json.WriteString("name", option.Name);
                    json.WriteString("type", option.Type);
                    json.WriteString("unit", option.Unit);
                    json.WriteString("min", option.Min);
                    json.WriteString("max", option.Max);
                    json.WriteString("default", option.Default);
                    json.WriteString("description", option.Description);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        session.WriteLine();
    }
}
