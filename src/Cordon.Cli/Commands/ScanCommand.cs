using System.CommandLine;
using Cordon.Cli.Output;
using Cordon.Cli.Scanning;
using Cordon.Cli.Terminal;
using Cordon.Domain.Signals;
using Cordon.Engine.Sources.Node;
using Cordon.Ethereum;

namespace Cordon.Cli.Commands;

/// <summary><c>cordon scan</c>: blocks in, signals out.</summary>
internal static class ScanCommand
{
    public static Command Create(Session session)
    {
        Option<string[]> files = Arguments.Files(), rpc = Arguments.Rpc();
        Option<BlockSelection> blocks = Arguments.Blocks();
        Option<string?> config = Path("--config", "Protocols and detector options (cordon.yaml)");
        Option<string?> prices = Path("--prices", "What tokens are worth, in lines of asset,decimals,eth");
        Option<Address[]> contracts = Arguments.Protocols();
        Option<string[]> detectors = Arguments.Detectors();
        Option<Severity?> min = Arguments.Severity("--min-severity", "Leave out signals below this (default: info)");
        Option<string> format = Arguments.Choice("--format", "How signals are written", SignalWriters.Formats);
        Option<string?> output = Path(
            "--out", "Write the signals to this file: table, jsonl, csv grow by the block, sarif appears at the end");
        Option<string?> report = Path("--report", "Write an HTML report to this file");
        Option<string?> database = Path("--db", "Keep signals, incidents and histories here, and resume from it");
        Option<Severity?> failOn = Arguments.Severity("--fail-on", "Exit with 1 where a signal is at least this grave");
        Option<int> threads = Arguments.Threads();

        CordonCommand command = new("scan", "Find attacks and dangerous events in recorded blocks or at a node",
            "cordon scan --file blocks/",
            "cordon scan --file 12775690.json.gz --format jsonl",
            "cordon scan --file blocks/ --report report.html --min-severity medium",
            "cordon scan --rpc http://127.0.0.1:8545 --blocks 19000000..19000100 --fail-on high",
            "cordon scan --file blocks/ --prices prices.csv --min-severity critical",
            "cordon scan --rpc ws://127.0.0.1:8546 --blocks follow --db cordon.db",
            "zcat blocks.jsonl.gz | cordon scan --file -")
        {
            files, rpc, blocks, config, prices, contracts, detectors, min, format, output, report, database, failOn,
            threads,
        };
        Arguments.RequireSource(command, files, rpc, blocks);
        command.SetAction((result, cancellation) => new ScanRun(session, new ScanRequest
        {
            Files = result.GetValue(files),
            Endpoints = result.GetValue(rpc),
            Blocks = result.GetValue(blocks)!,
            Config = result.GetValue(config),
            Prices = result.GetValue(prices),
            Contracts = result.GetValue(contracts) ?? [],
            Detectors = result.GetValue(detectors) ?? [],
            MinSeverity = result.GetValue(min) ?? Severity.Info,
            Format = result.GetValue(format)!,
            Out = result.GetValue(output),
            Report = result.GetValue(report),
            Database = result.GetValue(database),
            FailOn = result.GetValue(failOn),
            Threads = result.GetValue(threads),
        }).RunAsync(cancellation));
        return command;
    }

    private static Option<string?> Path(string name, string description) =>
        new(name) { Description = description, HelpName = "FILE" };
}
