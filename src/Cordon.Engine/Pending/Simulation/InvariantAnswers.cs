using System.Numerics;
using System.Text;
using Cordon.Domain.Invariants;
using Cordon.Ethereum;

namespace Cordon.Engine.Pending;

/// <summary>The distinct view calls of some invariants, and the invariants judged by the answers to them.</summary>
internal sealed class InvariantAnswers
{
    private const int Foreign = -1; // the place of a call on another chain

    private readonly List<InvariantCall> _calls = [];
    private string? _json;
    private readonly List<(Invariant Invariant, int[] Places)> _uses = [];

    public InvariantAnswers(IEnumerable<Invariant> invariants)
    {
        Dictionary<(Address, string), int> places = [];
        foreach (Invariant invariant in invariants)
        {
            _uses.Add((invariant, [.. invariant.Calls.Select(call =>
            {
                if (invariant.IsForeign(call)) return Foreign;
                (Address, string) key = (call.Contract, Hex.Format(call.Data));
                if (places.TryGetValue(key, out int place)) return place;
                _calls.Add(call);
                return places[key] = _calls.Count - 1;
            })]));
        }
    }

    public static InvariantAnswers None { get; } = new([]);

    /// <summary>Nothing is to be judged.</summary>
    public bool IsEmpty => _uses.Count == 0;

    /// <summary>The calls as nodes want them, with commas between.</summary>
    public string Json => _json ??= Write();

    /// <summary>What to ask, each call once.</summary>
    public IReadOnlyList<InvariantCall> Calls => _calls;

    /// <summary>Each invariant with its reading, null where a call failed or divided by zero: it cannot be told. Those
    /// that wait for another chain are left out.</summary>
    /// <param name="answerOf">What a call returned, by its place in <see cref="Calls"/>; null where it failed.</param>
    /// <param name="elsewhere">What is known of other chains.</param>
    public IEnumerable<(Invariant Invariant, InvariantReading? Reading)> Judge(
        Func<int, byte[]?> answerOf, ForeignSnapshot elsewhere)
    {
        foreach ((Invariant invariant, int[] places) in _uses)
        {
            if (!elsewhere.IsWaiting(invariant))
                yield return (invariant, Judge(invariant, places, answerOf, elsewhere));
        }
    }

    private string Write()
    {
        var json = new StringBuilder();
        foreach (InvariantCall call in _calls)
        {
            if (json.Length > 0) json.Append(',');
            CallJson.Append(json, call);
        }

        return json.ToString();
    }

    private static InvariantReading? Judge(
        Invariant invariant, int[] places, Func<int, byte[]?> answerOf, ForeignSnapshot elsewhere)
    {
        var numbers = new BigInteger[places.Length];
        try
        {
            for (int i = 0; i < places.Length; i++)
            {
                if (places[i] == Foreign)
                {
                    if (elsewhere.Find(invariant.Calls[i]) is not { } reading) return null;
                    numbers[i] = reading.Value;
                    continue;
                }

                if (answerOf(places[i]) is not { } answer) return null;
                numbers[i] = invariant.Calls[i].Read(answer);
            }

            return invariant.Judge(numbers);
        }
        catch (Exception e) when (e is AbiException or DivideByZeroException)
        {
            return null;
        }
    }
}
