using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;

namespace Cordon.Engine.Tests.Kit;

/// <summary>Counts the marks a subject has had on its chain and says so at every third:
/// what it says needs history.</summary>
internal sealed class TallyDetector : IHistoryDetector<ImmutableSortedDictionary<string, int>>
{
    public string Name => "tally";

    public ImmutableSortedDictionary<string, int> Initial => ImmutableSortedDictionary<string, int>.Empty;

    public ImmutableSortedDictionary<string, int> Advance(
        ImmutableSortedDictionary<string, int> state, BlockFacts block, SignalBuffer signals)
    {
        for (int i = 0; i < block.Swaps.Count; i++)
        {
            Swap mark = block.Swaps[i];
            string subject = block.Data.Accounts[mark.Pool].ToString();
            int count = state.GetValueOrDefault(subject) + 1;
            state = state.SetItem(subject, count);
            if (count % 3 != 0) continue;
            signals.Add(block, mark.Tx, new SignalDraft
            {
                Detector = Name,
                Severity = Severity.Medium,
                Confidence = 0.8,
                Subjects = [mark.Pool],
                Key = $"{subject} {count}",
                Summary = $"{subject} was marked {count} times",
            });
        }

        return state;
    }

    public void Save(ImmutableSortedDictionary<string, int> state, IBufferWriter<byte> destination)
    {
        using Utf8JsonWriter json = new(destination);
        JsonSerializer.Serialize(json, state);
    }

    public ImmutableSortedDictionary<string, int> Load(ReadOnlySpan<byte> saved) =>
        JsonSerializer.Deserialize<Dictionary<string, int>>(saved)!.ToImmutableSortedDictionary();
}
