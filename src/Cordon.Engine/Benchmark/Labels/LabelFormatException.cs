namespace Cordon.Engine.Benchmark.Labels;

/// <summary>A line of labels.jsonl that is not what the format says.</summary>
public sealed class LabelFormatException(string file, int line, string problem)
    : Exception($"{file}:{line}: {problem}")
{
    public string File => file;

    /// <summary>From 1.</summary>
    public int Line => line;
}
