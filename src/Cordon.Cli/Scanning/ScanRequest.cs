using Cordon.Domain.Signals;
using Cordon.Engine.Sources.Node;
using Cordon.Ethereum;

namespace Cordon.Cli.Scanning;

/// <summary>What <c>cordon scan</c> was asked for.</summary>
internal sealed record ScanRequest
{
    public string[]? Files { get; init; }

    public string[]? Endpoints { get; init; }

    public required BlockSelection Blocks { get; init; }

    /// <summary>Path of the configuration, null for the defaults.</summary>
    public string? Config { get; init; }

    /// <summary>Path of a list of prices, null for what trades imply alone.</summary>
    public string? Prices { get; init; }

    /// <summary>Contracts to which the output is restricted; empty for everything.</summary>
    public IReadOnlyList<Address> Contracts { get; init; } = [];

    /// <summary>Detectors to run, empty for all.</summary>
    public IReadOnlyList<string> Detectors { get; init; } = [];

    public required Severity MinSeverity { get; init; }

    public required string Format { get; init; }

    /// <summary>File for the signals, null for the output stream.</summary>
    public string? Out { get; init; }

    /// <summary>File for the HTML report, null for none.</summary>
    public string? Report { get; init; }

    /// <summary>Database, null for none.</summary>
    public string? Database { get; init; }

    /// <summary>Severity from which on the exit code is 1, null for never.</summary>
    public Severity? FailOn { get; init; }

    public required int Threads { get; init; }
}
