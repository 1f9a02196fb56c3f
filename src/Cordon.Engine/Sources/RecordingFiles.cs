using System.Globalization;
using Cordon.Domain.Blocks;

namespace Cordon.Engine.Sources;

/// <summary>Finds recorded files and puts them into the order of their blocks.</summary>
internal static class RecordingFiles
{
    private const int PeekBytesMax = 1 << 22;

    /// <summary>The name under which a pack keeps what is known about its blocks; no recording.</summary>
    private const string LabelsName = "labels.jsonl";

    private static readonly string[] Endings = [".json", ".json.gz", ".jsonl", ".jsonl.gz"];

    /// <summary>
    /// The files named and those of the folders named, ascending by first block; standard input last.
    /// </summary>
    /// <exception cref="FileNotFoundException">A path does not exist, or a folder holds no recording.</exception>
    public static List<string> Ordered(IReadOnlyList<string> paths)
    {
        List<string> files = [];
        foreach (string path in paths) AddFiles(files, path);
        return [.. files
            .Select(file => (File: file, Number: NumberOf(file)))
            .OrderBy(entry => entry.Number)
            .ThenBy(entry => entry.File, StringComparer.Ordinal)
            .Select(entry => entry.File)];
    }

    public static RecordingLayout LayoutOf(string path)
    {
        if (HasEnding(path, ".jsonl") || HasEnding(path, ".jsonl.gz")) return RecordingLayout.Lines;
        return HasEnding(path, ".json") || HasEnding(path, ".json.gz") ? RecordingLayout.Whole : RecordingLayout.Detect;
    }

    private static void AddFiles(List<string> files, string path)
    {
        if (path == FileSourceOptions.StandardInputPath || File.Exists(path))
        {
            files.Add(path);
            return;
        }

        if (!Directory.Exists(path))
            throw new FileNotFoundException(
                $"{path}: no such file or folder; expected recorded blocks or - for standard input.");
        int before = files.Count;
        files.AddRange(Directory.EnumerateFiles(path).Where(IsRecording));
        if (files.Count == before)
            throw new FileNotFoundException($"{path}: the folder holds no {string.Join(", ", Endings)} file.");
    }

    private static bool IsRecording(string file) =>
        Path.GetFileName(file) != LabelsName && Endings.Any(ending => HasEnding(file, ending));

    // Names are trusted where they are plainly a number; other files are opened.
    private static ulong NumberOf(string file)
    {
        if (file == FileSourceOptions.StandardInputPath) return ulong.MaxValue;
        string stem = Path.GetFileName(file);
        foreach (string ending in Endings.Reverse())
        {
            if (!HasEnding(stem, ending)) continue;
            stem = stem[..^ending.Length];
            break;
        }

        return ulong.TryParse(stem, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number)
            ? number
            : FirstNumber(file);
    }

    /// <summary>
    /// The number of a file's first block; 0, so that it is read and refused first, where there is none.
    /// </summary>
    private static ulong FirstNumber(string file)
    {
        using FileStream stored = File.OpenRead(file);
        try
        {
            using Stream text = RecordingFile.Decompressed(stored);
            using PooledBytes start = new(1 << 14);
            while (start.Length < PeekBytesMax && start.ReadFrom(text, PeekBytesMax))
            {
                BlockPeek.TryRead(start.Written, out BlockLabel label);
                if (label.Number is { } number) return number;
            }
        }
        catch (InvalidDataException)
        {
            return 0; // reading it will say what is wrong
        }

        return 0;
    }

    private static bool HasEnding(string path, string ending) =>
        path.EndsWith(ending, StringComparison.OrdinalIgnoreCase);
}
