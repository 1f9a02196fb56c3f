using System.Numerics;
using System.Text.Json.Nodes;
using Cordon.Domain.Blocks;
using Cordon.Domain.Facts;
using Cordon.Domain.Invariants;
using Cordon.Domain.Signals;
using Cordon.Engine.Pipeline;

namespace Cordon.Engine.Pending;

/// <summary>Signals of the detector <c>invariant</c>: a protocol's own rule is broken, with the numbers.</summary>
internal static class InvariantSignals
{
    public const string Detector = "invariant";

    private const string Unreadable = "one of its calls reverts, answers something else or is of a chain that is not "
        + "followed, or it divides by zero";

    private const double CertainConfidence = 0.99; // the node may still run it on another state than the block will

    /// <param name="facts">The block, or the pending one.</param>
    /// <param name="tx">Row of the transaction that breaks it, -1 for the block as a whole.</param>
    /// <param name="change">A break.</param>
    /// <param name="signals">Where it is added.</param>
    public static void Add(BlockFacts facts, int tx, InvariantChange change, SignalBuffer signals)
    {
        Invariant invariant = change.Invariant;
        InvariantReading after = change.After!.Value;
        AccountId contract = facts.Data.Accounts.Intern(invariant.Contract);
        ForeignReading[] elsewhere =
            [.. invariant.ForeignCalls.Select(change.Elsewhere.Find).OfType<ForeignReading>()];
        string before = change.Before is { } known ? $"{known.Left} against {known.Right}" : "unknown";
        signals.Add(facts, tx, new SignalDraft
        {
            Detector = Detector,
            Severity = Severity.High,
            Confidence = CertainConfidence,
            Subjects = [contract],
            Key = $"{invariant.Protocol}/{invariant.Name}",
            Summary = $"Invariant '{invariant.Name}' of {invariant.Protocol} is broken: {invariant.Formula.Text} "
                + $"with {after.Left} against {after.Right}; before, {before}."
                + string.Concat(elsewhere.Select(reading => $" '{reading.Call.Name}' is {reading.Value} in block "
                    + $"{reading.Block.Number} of chain {reading.Call.Chain}.")),
            Evidence = new JsonObject
            {
                ["protocol"] = invariant.Protocol,
                ["invariant"] = invariant.Name,
                ["formula"] = invariant.Formula.Text,
                ["toleranceBps"] = invariant.Tolerance.Bps,
                ["tolerance"] = Text(invariant.Tolerance.Absolute),
                ["after"] = Sides(after),
                ["before"] = change.Before is { } earlier ? Sides(earlier) : null,
                ["elsewhere"] = new JsonArray([.. elsewhere.Select(Of)]),
            },
        });
    }

    /// <summary>An invariant cannot be told: one of its calls reverts, or it divides by zero.</summary>
    public static void AddUnreadable(BlockFacts facts, Invariant invariant, SignalBuffer signals) =>
        signals.Add(facts, -1, new SignalDraft
        {
            Detector = BlindSignals.Detector,
            Severity = Severity.Medium,
            Confidence = 1,
            Subjects = [facts.Data.Accounts.Intern(invariant.Contract)],
            Key = $"invariant {invariant.Protocol}/{invariant.Name}",
            Summary = $"Invariant '{invariant.Name}' of {invariant.Protocol} cannot be told at block "
                + $"{facts.Data.Number}: {Unreadable}.",
            Evidence = new JsonObject
            {
                ["missing"] = $"invariant {invariant.Protocol}/{invariant.Name}",
                ["cause"] = Unreadable,
                ["unseen"] = new JsonArray(JsonValue.Create(invariant.Name)),
            },
        });

    private static JsonObject Of(ForeignReading reading) => new()
    {
        ["call"] = reading.Call.Name,
        ["chain"] = reading.Call.Chain,
        ["value"] = Text(reading.Value),
        ["block"] = reading.Block.Number,
        ["hash"] = $"{reading.Block.Hash}",
    };

    private static JsonObject Sides(InvariantReading reading) => new()
    {
        ["left"] = Text(reading.Left),
        ["right"] = Text(reading.Right),
    };

    // As text: JSON numbers lose what is beyond 53 bits.
    private static string Text(BigInteger number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
