using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using System.Globalization;
using Cordon.Detection.Registry;
using Cordon.Domain.Signals;
using Cordon.Engine.Sources.Node;
using Cordon.Ethereum;

namespace Cordon.Cli.Commands;

/// <summary>Options that several commands have, each made in one place so that it means the same everywhere.</summary>
internal static class Arguments
{
    public static Option<string[]> Files() => new("--file", "-f")
    {
        Description = "Recorded blocks: .json, .json.gz, .jsonl, .jsonl.gz, a folder of them, or - for standard input",
        HelpName = "PATH",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
    };

    public static Option<string[]> Rpc() => new("--rpc")
    {
        Description = "A node: http(s)://, ws(s)://, or a path of an IPC socket; several check each other",
        HelpName = "URL",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
    };

    public static Option<BlockSelection> Blocks() => new("--blocks", "-b")
    {
        Description = "Which blocks: A..B, A..latest, a number, latest, follow or A..follow",
        HelpName = "RANGE",
        DefaultValueFactory = _ => BlockSelection.Latest,
        CustomParser = ParseBlocks,
    };

    public static Option<Severity?> Severity(string name, string description)
    {
        Option<Severity?> option = new(name)
        {
            Description = description,
            HelpName = "SEVERITY",
            CustomParser = result => Parse<Severity?>(result, "info, low, medium, high or critical", text =>
                SignalJson.TryParseSeverity(text, out Severity severity) ? severity : null),
        };
        option.CompletionSources.Add(Enum.GetValues<Severity>().Select(SignalJson.NameOf).ToArray());
        return option;
    }

    public static Option<string[]> Detectors()
    {
        Option<string[]> option = new("--detector", "-d")
        {
            Description = "Run only these detectors (see: cordon detectors)",
            HelpName = "NAME",
            AllowMultipleArgumentsPerToken = true,
        };
        option.CompletionSources.Add(_ => DetectorNames());
        option.Validators.Add(result =>
        {
            foreach (string name in result.GetValueOrDefault<string[]>() ?? [])
            {
                if (DetectorRegistry.Find(name) is null)
                    result.AddError($"--detector: there is no '{name}'; expected one of: "
                        + string.Join(", ", DetectorRegistry.Entries.Select(entry => entry.Name)));
            }
        });
        return option;
    }

    public static Option<Address[]> Protocols() => new("--protocol", "-p")
    {
        Description = "Only signals about these contracts, and what could not be seen",
        HelpName = "ADDRESS",
        AllowMultipleArgumentsPerToken = true,
        CustomParser = result => [.. result.Tokens.Select(token => Parsed(result, token.Value))],
    };

    public static Argument<Hash256> Transaction() => new("TX")
    {
        Description = "Transaction hash: 0x and 64 hex digits",
        CustomParser = result => Parse<Hash256?>(result, "0x and 64 hex digits", text =>
            Hash256.TryParse(text, out Hash256 hash) ? hash : null) ?? default,
    };

    public static Option<Hash256[]> Transactions() => new("--tx", "-t")
    {
        Description = "Only these transactions",
        HelpName = "HASH",
        AllowMultipleArgumentsPerToken = true,
        CustomParser = result => [.. result.Tokens.Select(token =>
        {
            if (!Hash256.TryParse(token.Value, out Hash256 hash))
                result.AddError($"--tx: expected 0x and 64 hex digits, found '{token.Value}'");
            return hash;
        })],
    };

    /// <param name="work">What they do.</param>
    public static Option<int> Threads(string work = "read and inspect blocks") => new("--threads")
    {
        Description = $"Threads that {work}, 1 to 256",
        HelpName = "N",
        DefaultValueFactory = _ => Environment.ProcessorCount,
        CustomParser = result => Parse<int?>(result, "1 to 256", text =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int n) && n is >= 1 and <= 256
                ? n : null) ?? 1,
    };

    public static Option<string> NodeConfig() => new("--config", "-c")
    {
        Description = "The configuration (see samples/cordon.yaml)",
        HelpName = "FILE",
        Required = true,
    };

    public static Option<bool> Json(string what) => new("--json") { Description = $"Print {what} as JSON" };

    /// <summary>One of a few words, all lower case.</summary>
    public static Option<string> Choice(string name, string description, params string[] choices)
    {
        Option<string> option = new(name)
        {
            Description = $"{description}: {string.Join(", ", choices)}",
            HelpName = string.Join('|', choices),
            DefaultValueFactory = _ => choices[0],
            CustomParser = result => Parse(result, string.Join(", ", choices), text =>
                choices.Contains(text) ? text : null) ?? choices[0],
        };
        option.CompletionSources.Add(choices);
        return option;
    }

    /// <summary>Demands that blocks come from exactly one kind of place.</summary>
    public static void RequireSource(
        Command command, Option<string[]> files, Option<string[]> rpc, Option<BlockSelection>? blocks) =>
        command.Validators.Add(result =>
        {
            bool hasFiles = result.GetResult(files) is { Implicit: false };
            bool hasRpc = result.GetResult(rpc) is { Implicit: false };
            if (hasFiles == hasRpc)
                result.AddError(hasFiles ? "expected --file or --rpc, not both" : "expected --file PATH or --rpc URL");
            else if (hasFiles && blocks is not null && result.GetResult(blocks) is { Implicit: false })
                result.AddError("--blocks goes with --rpc; a file holds the blocks it holds");
        });

    /// <summary>The registered detectors, for completion.</summary>
    public static IEnumerable<CompletionItem> DetectorNames() =>
        DetectorRegistry.Entries.Select(entry => new CompletionItem(entry.Name));

    private static BlockSelection ParseBlocks(ArgumentResult result)
    {
        try
        {
            return BlockSelection.Parse(result.Tokens[^1].Value);
        }
        catch (FormatException wrong)
        {
            result.AddError($"--{wrong.Message}");
            return BlockSelection.Latest;
        }
    }

    private static Address Parsed(ArgumentResult result, string text)
    {
        if (Address.TryParse(text, out Address address)) return address;
        result.AddError($"--protocol: expected an address, 0x and 40 hex digits, found '{text}'");
        return default;
    }

    // The result is null exactly when an error has been added.
    private static T? Parse<T>(ArgumentResult result, string expected, Func<string, T?> parse)
    {
        string text = result.Tokens.Count > 0 ? result.Tokens[^1].Value : "";
        T? value = parse(text);
        if (value is null) result.AddError($"{NameOf(result)}: expected {expected}, found '{text}'");
        return value;
    }

    private static string NameOf(ArgumentResult result) =>
        result.Parent is OptionResult option ? option.Option.Name : result.Argument.Name;
}
