using System.Collections.Immutable;

namespace Cordon.Economics.Verification;

/// <summary>One reference case, run.</summary>
public sealed record CaseResult
{
    /// <summary>The file's name, without folders.</summary>
    public required string File { get; init; }

    /// <summary>The case's place in its file, from 0; null when the file itself is no list of cases.</summary>
    public int? Index { get; init; }

    public string Topic { get; init; } = "";

    public string Id { get; init; } = "";

    public string Function { get; init; } = "";

    public required CaseOutcome Outcome { get; init; }

    /// <summary>Why it is malformed or unknown; empty otherwise.</summary>
    public string Fault { get; init; } = "";

    public ImmutableArray<CaseMismatch> Mismatches { get; init; } = [];

    /// <summary>The worst of |a-b| / max(1, |b|) over the fields compared as numbers.</summary>
    public double WorstError { get; init; }
}
