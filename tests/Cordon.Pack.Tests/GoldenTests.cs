using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Cordon.Detection.Registry;
using Cordon.Domain.Facts;
using Cordon.Domain.Protocols;
using Cordon.Domain.Signals;
using Cordon.Engine.Facts;
using Cordon.Engine.Reading;
using Cordon.Testing;

namespace Cordon.Pack.Tests;

/// <summary>The signals of each pack as counts and a digest, so that a change of verdict shows in a diff.</summary>
/// <remarks>Set CORDON_GOLDEN=write to accept a change after reviewing it. The data itself stays outside.</remarks>
public class GoldenTests
{
    [Theory]
    [InlineData("blocks")]
    [InlineData("attacks")]
    public void Signals_are_those_that_were_reviewed(string pack)
    {
        string[] files = Recordings.Files(pack);
        Assert.SkipWhen(files.Length == 0, Recordings.MissingMessage(pack));

        string seen = Describe(files);

        string golden = Path.Combine(FolderOf("Golden"), pack + ".txt");
        if (Environment.GetEnvironmentVariable("CORDON_GOLDEN") == "write") File.WriteAllText(golden, seen);
        Assert.Equal(File.ReadAllText(golden), seen);
    }

    private static string Describe(string[] files)
    {
        DetectorSet detectors = DetectorRegistry.Create(WatchList.Empty);
        BlockReader reader = new();
        FactExtractor extractor = new();
        BlockFacts block = new();
        SignalBuffer signals = new();
        object[] states = [.. detectors.Histories.Select(history => history.Initial)];
        foreach (string file in files)
        {
            reader.Read(Recordings.Read(file), Path.GetFileName(file), block.Data);
            block.Clear();
            extractor.Extract(block);
            foreach (IDetector detector in detectors.Stateless) detector.Inspect(block, signals);
            for (int i = 0; i < states.Length; i++)
                states[i] = detectors.Histories[i].Advance(states[i], block, signals);
        }

        StringBuilder text = new();
        foreach (IGrouping<string, Signal> group in signals.Signals
            .GroupBy(signal => $"{signal.Detector} {signal.Severity.ToString().ToLowerInvariant()}")
            .OrderBy(group => group.Key, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"{group.Key} {group.Count()}\n");
        string lines = string.Join('\n', signals.Signals.Select(LineOf).Order(StringComparer.Ordinal));
        return text.Append(CultureInfo.InvariantCulture,
            $"sha256 {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines)))}\n").ToString();
    }

    private static string LineOf(Signal signal) =>
        $"{signal.Block} {signal.Tx} {signal.Detector} {signal.Severity} {string.Join(',', signal.Subjects)} "
        + signal.Evidence.ToJsonString();

    private static string FolderOf(string name)
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Cordon.slnx")))
            folder = Path.GetDirectoryName(folder);
        return Path.Combine(folder ?? ".", "tests", "Cordon.Pack.Tests", name);
    }
}
