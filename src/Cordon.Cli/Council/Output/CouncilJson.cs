using System.Text.Json;
using Cordon.Cli.Council.Decoding;
using Cordon.Cli.Council.Signing;
using Cordon.Cli.Council.Simulation;
using Cordon.Cli.Terminal;
using Cordon.Domain.Signals;
using Cordon.Ethereum;

namespace Cordon.Cli.Council.Output;

/// <summary>The report as one JSON object; spec/council.schema.json says what each member means.</summary>
internal static class CouncilJson
{
    public static void Write(Session session, CouncilReport report)
    {
        using (Utf8JsonWriter json = new(session.Out, SignalJson.WriterOptions with { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("version", 1);
            json.WriteNumber("chain", report.Chain);
            json.WriteBoolean("clean", report.IsClean);
            json.WriteString("safeTxHash", report.Hash.ToString());
            json.WriteString("claimedHash", report.Transaction.ClaimedHash?.ToString());
            json.WriteString("executedIn", report.ExecutedIn?.ToString());
            WriteSafe(json, report);
            WriteRemarks(json, report.Remarks);
            json.WritePropertyName("call");
            WriteCall(json, report.Call);
            WriteSignatures(json, report.Signatures);
            WriteSimulation(json, report.Simulation);
            json.WriteEndObject();
        }

        session.WriteLine();
    }

    private static void WriteSafe(Utf8JsonWriter json, CouncilReport report)
    {
        json.WriteStartObject("safe");
        json.WriteString("address", report.Safe.Address.ToChecksumString());
        json.WriteString("version", report.Safe.Version);
        json.WriteStartArray("owners");
        foreach (Address owner in report.Safe.Owners) json.WriteStringValue(owner.ToChecksumString());
        json.WriteEndArray();
        json.WriteString("threshold", report.Safe.Threshold.ToString());
        json.WriteString("nextNonce", report.Safe.Nonce.ToString());
        json.WriteString("nonce", report.Transaction.Nonce.ToString());
        json.WriteNumber("signed", report.Signed);
        json.WriteBoolean("reachesThreshold", report.ReachesThreshold);
        json.WriteEndObject();
    }

    private static void WriteRemarks(Utf8JsonWriter json, IReadOnlyList<Remark> remarks)
    {
        json.WriteStartArray("remarks");
        foreach (Remark remark in remarks)
        {
            json.WriteStartObject();
            json.WriteString("gravity", remark.Gravity.ToString().ToLowerInvariant());
            json.WriteString("where", remark.Where);
            json.WriteString("text", remark.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteCall(Utf8JsonWriter json, DecodedCall call)
    {
        json.WriteStartObject();
        json.WriteString("path", call.Path);
        json.WriteString("meaning", call.Meaning);
        json.WriteString("target", call.Target.Address.ToChecksumString());
        json.WriteString("targetName", call.Target.Label);
        json.WriteString("contract", call.Target.Contract);
        json.WriteBoolean("hasCode", call.Target.HasCode);
        json.WriteString("value", call.Value.ToString());
        json.WriteBoolean("delegateCall", call.IsDelegateCall);
        json.WriteBoolean("later", call.IsLater);
        json.WriteString("function", call.Function?.Function.Abi.Signature);
        json.WriteString("basis", call.Function is not { } match ? "unknown" : match.IsProven ? "code" : "selector");
        json.WriteString("data", Hex.Format(call.Data));
        json.WriteStartArray("arguments");
        foreach (DecodedArgument argument in call.Arguments)
        {
            json.WriteStartObject();
            json.WriteString("name", argument.Name);
            json.WriteString("type", argument.Type.Name);
            json.WriteString("value", argument.Value.ToString());
            json.WriteString("text", argument.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("calls");
        foreach (DecodedCall inner in call.Inner) WriteCall(json, inner);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSignatures(Utf8JsonWriter json, IReadOnlyList<SignatureFinding> signatures)
    {
        json.WriteStartArray("signatures");
        foreach (SignatureFinding found in signatures)
        {
            json.WriteStartObject();
            json.WriteString("owner", found.Owner.ToChecksumString());
            json.WriteString("kind", found.Kind.ToString().ToLowerInvariant());
            json.WriteBoolean("isOwner", found.IsOwner);
            json.WriteBoolean("isValid", found.IsValid);
            json.WriteString("why", found.Why);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSimulation(Utf8JsonWriter json, SimulationOutcome simulation)
    {
        json.WriteStartObject("simulation");
        if (simulation.Succeeds is { } succeeds) json.WriteBoolean("succeeds", succeeds);
        else json.WriteNull("succeeds");
        json.WriteString("failure", simulation.Failure);
        json.WriteString("unseen", simulation.Unseen);
        json.WriteStartArray("changes");
        foreach (StateChange change in simulation.Changes)
        {
            json.WriteStartObject();
            json.WriteString("contract", change.Contract.ToChecksumString());
            json.WriteString("subject", change.Subject);
            json.WriteString("field", change.Field);
            json.WriteString("before", change.Before);
            json.WriteString("after", change.After);
            json.WriteString("words", change.Words);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("events");
        foreach (string text in simulation.Events) json.WriteStringValue(text);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
