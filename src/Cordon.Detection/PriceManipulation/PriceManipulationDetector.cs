using System.Text.Json.Nodes;
using Cordon.Detection.Flows;
using Cordon.Detection.Reporting;
using Cordon.Domain.Blocks;
using Cordon.Domain.Signals;

namespace Cordon.Detection.PriceManipulation;

/// <summary>Fires when a pool's price is moved, relied on and given back within one transaction, at a gain.</summary>
public sealed class PriceManipulationDetector(PriceManipulationOptions options) : ITransactionDetector
{
    private const int MovementsMin = 2; // what is put in and what is taken out
    private const double Confidence = 0.9;

    private readonly PriceManipulationOptions _options = OptionsCheck.Valid(options);

    public PriceManipulationDetector() : this(new PriceManipulationOptions()) { }

    public string Name => "price-manipulation";

    public void Inspect(TransactionFlows flows, SignalBuffer signals)
    {
        if (flows.GainCount == 0 || flows.Movements.Length < MovementsMin) return;

        Manipulation manipulation = ManipulationSearch.Find(flows);
        if (manipulation.Shape != ManipulationShape.None) Report(flows, manipulation, signals);
    }

    private void Report(TransactionFlows flows, Manipulation manipulation, SignalBuffer signals)
    {
        AccountId attacker = FlowText.Attacker(flows);
        string pool = FlowText.Name(flows, manipulation.Pool);
        string how = manipulation.Shape switch
        {
            ManipulationShape.ReadWhileMoved => $"moved the pool {pool} and took value from "
                + $"{FlowText.Name(flows, manipulation.Reader)}, which read that pool's price",
            ManipulationShape.ForcedReserves => $"had the pool {pool} take up reserves that no trade had made",
            _ => $"moved the pool {pool} one way and back",
        };
        HarmReport.Add(flows, signals, _options, new HarmDraft
        {
            Detector = Name,
            Confidence = Confidence,
            Victims = [.. Victims.Of(flows, manipulation.Reader), manipulation.Pool],
            Attacker = attacker,
            Sentence = $"{FlowText.Name(flows, attacker)} {how}, and gained {FlowText.Gains(flows)}",
            Evidence = new JsonObject
            {
                ["shape"] = manipulation.Shape.ToString(),
                ["pool"] = pool,
                ["reader"] = EvidenceJson.Account(flows.Block, manipulation.Reader),
                ["traceAddress"] = EvidenceJson.TraceAddress(flows.Block, manipulation.Call),
            },
        });
    }
}
