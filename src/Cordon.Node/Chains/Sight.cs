using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Cordon.Domain.Facts;
using Cordon.Domain.Signals;

namespace Cordon.Node.Chains;

/// <summary>What one chain's watch can and cannot see: says it once, as a signal of the node itself, and once more when
/// it is seen again. Thread-safe.</summary>
/// <remarks>What is lost and regained is told in that order, whichever threads notice, and never under a lock: one of
/// them tells what others add meanwhile.</remarks>
/// <param name="say">Told the signal of each loss.</param>
/// <param name="restored">Told what is seen again.</param>
internal sealed class Sight(
    ulong chain, Func<ulong> head, Action<Signal> say, Action<string> restored)
{
    private const string Detector = "blind";

    private readonly Lock _lock = new();
    private readonly HashSet<string> _missing = new(StringComparer.Ordinal);
    private readonly Queue<Action> _toTell = [];
    private bool _isTelling;

    /// <summary>Something cannot be seen from now on.</summary>
    /// <param name="unseen">What escapes the node without it.</param>
    public void Lost(string missing, string cause, params ImmutableArray<string> unseen)
    {
        lock (_lock)
        {
            if (!_missing.Add(missing)) return;
            _toTell.Enqueue(() => say(SignalOf(missing, cause, unseen)));
        }

        TellAll();
    }

    /// <summary>Somebody else has said what cannot be seen.</summary>
    public void Heard(IEnumerable<Signal> signals)
    {
        foreach (Signal signal in signals)
        {
            if (!TryRead(signal, out string missing, out _, out _)) continue;
            lock (_lock) _missing.Add(missing);
        }
    }

    /// <summary>It is seen again; nothing happens where it was never lost.</summary>
    public void Regained(string missing)
    {
        lock (_lock)
        {
            if (!_missing.Remove(missing)) return;
            _toTell.Enqueue(() => restored(missing));
        }

        TellAll();
    }

    /// <summary>Whether a signal says that this cannot be seen.</summary>
    public static bool IsAbout(Signal signal, string missing) =>
        signal.Detector == Detector && signal.Evidence["missing"] is JsonValue value && value.ToString() == missing;

    /// <summary>Reads such a signal; false for any other.</summary>
    public static bool TryRead(
        Signal signal, out string missing, out string cause, out ImmutableArray<string> unseen)
    {
        (missing, cause, unseen) = ("", "", []);
        if (signal.Detector != Detector) return false;
        missing = signal.Evidence["missing"]?.ToString() ?? "";
        cause = signal.Evidence["cause"]?.ToString() ?? "";
        unseen = signal.Evidence["unseen"] is JsonArray list ? [.. list.Select(item => item?.ToString() ?? "")] : [];
        return true;
    }

    private void TellAll()
    {
        lock (_lock)
        {
            if (_isTelling) return;
            _isTelling = true;
        }

        while (true)
        {
            Action? next;
            lock (_lock)
            {
                _isTelling = _toTell.TryDequeue(out next);
                if (next is null) return;
            }

            try
            {
                next();
            }
            catch
            {
                lock (_lock) _isTelling = false;
                throw;
            }
        }
    }

    private Signal SignalOf(string missing, string cause, ImmutableArray<string> unseen)
    {
        var facts = new BlockFacts();
        (facts.Data.ChainId, facts.Data.Number) = (chain, head());
        var signals = new SignalBuffer();
        signals.Add(facts, -1, new SignalDraft
        {
            Detector = Detector,
            Severity = Severity.Medium,
            Confidence = 1,
            Subjects = [],
            Key = "node " + missing,
            Summary = $"The node is without {missing}: {cause}; not seen without them: {string.Join(", ", unseen)}.",
            Evidence = new JsonObject
            {
                ["missing"] = missing,
                ["cause"] = cause,
                ["unseen"] = new JsonArray([.. unseen.Select(name => (JsonNode)JsonValue.Create(name))]),
            },
        });
        return signals.Signals[0];
    }
}
