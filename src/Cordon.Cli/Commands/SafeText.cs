using System.Text.Json;
using Cordon.Cli.Terminal;
using Cordon.Domain.Policies;
using Cordon.Domain.Signals;
using Cordon.Response.Confirming;

namespace Cordon.Cli.Commands;

/// <summary>What the owners of a Safe are asked to sign, for a person and for a program.</summary>
internal static class SafeText
{
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
                json.WritePropertyName("safe");
                SafeQuestionJson.Write(json, question);
            }

            json.WriteEndObject();
        }

        session.WriteLine();
    }
}
