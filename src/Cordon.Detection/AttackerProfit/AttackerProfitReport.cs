using System.Numerics;
using System.Text.Json.Nodes;
using Cordon.Detection.Flows;
using Cordon.Detection.Reporting;
using Cordon.Domain.Blocks;
using Cordon.Domain.Signals;

namespace Cordon.Detection.AttackerProfit;

/// <summary>Puts an unexplained profit into words and evidence.</summary>
internal static class AttackerProfitReport
{
    private const double OneReason = 0.9;
    private const double MoreReasons = 0.97;

    public static void Add(
        TransactionFlows flows, ProfitShape shape, string detector, LossOptions options, SignalBuffer signals)
    {
        List<AccountId> victims = Victims.Of(flows);
        AccountId attacker = shape == ProfitShape.Taken ? FlowText.Taker(flows) : FlowText.Attacker(flows);
        double confidence = BitOperations.PopCount((uint)shape) > 1 ? MoreReasons : OneReason;
        string harmed = victims.Count == 0
            ? "others"
            : $"{FlowText.Name(flows, victims[0])}, which lost {FlowText.Losses(flows, victims[0])}";
        string gained = shape == ProfitShape.Taken ? FlowText.GainsOf(flows, attacker) : FlowText.Gains(flows);
        HarmReport.Add(flows, signals, options, new HarmDraft
        {
            Detector = detector,
            Confidence = confidence,
            Victims = [.. victims],
            Attacker = attacker,
            Sentence = $"{FlowText.Name(flows, attacker)} left with {gained} taken from {harmed} and "
                + $"was not paid for it: {Reasons(shape)}",
            Evidence = new JsonObject
            {
                ["reasons"] = new JsonArray([.. Split(shape).Select(one => (JsonNode)one.ToString())]),
            },
        });
    }

    private static string Reasons(ProfitShape shape) => string.Join("; ", Split(shape).Select(one => one switch
    {
        ProfitShape.Drained => "a contract gave back more than it had been given and kept nothing",
        ProfitShape.Borrowed => "it was done with borrowed money and cost the attacker nothing",
        ProfitShape.FreshContract => "the contract that gained was created in the same transaction",
        ProfitShape.RepeatedPayout => "one account paid the same amount again and again",
        ProfitShape.ManyVictims => "several assets were lost and several gained for nothing",
        ProfitShape.PoolEmptied => "a pool was sold into until it was nearly empty",
        ProfitShape.ForeignCode => "a contract ran code that the sender's side had brought",
        ProfitShape.OwnCoin => "a contract was paid in a token made in the same transaction",
        ProfitShape.ProductBroken => "a pool gave up more than the product of its reserves allows",
        ProfitShape.Taken => "the whole transaction is one chain of calls that takes it",
        _ => "what was lost was sold to a pool at once",
    }));

    private static IEnumerable<ProfitShape> Split(ProfitShape shape) =>
        Enum.GetValues<ProfitShape>().Where(one => one != ProfitShape.None && shape.HasFlag(one));
}
