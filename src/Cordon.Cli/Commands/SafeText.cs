using System.Text.Json;
using Cordon.Cli.Terminal;
using Cordon.Domain.Incidents;
using Cordon.Domain.Policies;
using Cordon.Domain.Signals;
using Cordon.Node.Settings;
using Cordon.Response.Confirming;

namespace Cordon.Cli.Commands;

/// <summary>What the owners of a Safe are asked to sign, for a person and for a program.</summary>
internal static class SafeText
{
    /// <summary>The question that the policy puts to a Safe; null where anybody may answer.</summary>
    /// <exception cref="CommandException">The configuration knows no such protocol.</exception>
    public static SafeQuestion? QuestionOf(NodeSettings settings, ResponseDecision decision, Incident? incident)
    {
        GuardedProtocol[] named = [.. settings.Protocols.Where(guarded =>
            guarded.Protocol.Name == decision.Protocol
            && (incident is null || guarded.Protocol.Chain == incident.Chain))];
        if (named.Length == 0)
        {
            throw CommandException.BadInput(
                $"the configuration has no protocol '{decision.Protocol}' on the decision's chain");
        }

        return named[0].Policy.Rules.GetValueOrDefault(decision.Action)?.Safe is { } safe
            ? new SafeQuestion(decision, decision.At, named[0].Protocol.Chain, safe)
            : null;
    }

    /// <summary>The two answers with their hashes, and how to hand a signature in.</summary>
    public static void Write(Session session, SafeQuestion question)
    {
        session.WriteLine($"    the owners of the Safe {question.By.Account.ToChecksumString()} on chain "
            + $"{question.Chain} sign the answer, until {question.Expires:u}");
        foreach (bool isYes in (bool[])[true, false])
        {
            string word = SignedAnswer.WordOf(isYes);
            session.WriteLine();
            session.WriteLine($"  to {word}, each owner signs");
            session.WriteLine($"    {question.OwnersHash(isYes)}    (the hash of the SafeMessage)");
            session.WriteLine("    as typed data for the owner's own wallet:");
            session.WriteLine($"      {TerminalText.Clean(question.OwnersTypedData(isYes))}");
            session.WriteLine("    or, in the Safe's own wallet, this message:");
            session.WriteLine($"      {TerminalText.Clean(question.TypedData(isYes))}");
            session.WriteLine($"    then: cordon {word} {TerminalText.Clean(question.Decision.Key)} "
                + "--safe-signature 0x… [--safe-signature 0x…]");
        }
    }

    /// <summary>The same as one JSON object with the decision.</summary>
    public static void WriteJson(Session session, ResponseDecision decision, SafeQuestion? question)
    {
        using (Utf8JsonWriter json = new(session.Out, SignalJson.WriterOptions))
        {
            json.WriteStartObject();
            json.WritePropertyName("decision");
            ResponseDecisionJson.Write(json, decision);
            if (question is not null)
            {
                json.WriteStartObject("safe");
                json.WriteString("account", question.By.Account.ToString());
                json.WriteNumber("chain", question.Chain);
                json.WriteString("expires", question.Expires);
                foreach (bool isYes in (bool[])[true, false])
                {
                    json.WriteStartObject(SignedAnswer.WordOf(isYes));
                    json.WriteString("digest", question.Digest(isYes).ToString());
                    json.WriteString("ownersHash", question.OwnersHash(isYes).ToString());
                    json.WritePropertyName("typedData");
                    json.WriteRawValue(question.TypedData(isYes));
                    json.WritePropertyName("ownersTypedData");
                    json.WriteRawValue(question.OwnersTypedData(isYes));
                    json.WriteEndObject();
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        session.WriteLine();
    }
}
