using System.Text.Json;
using Cordon.Domain.Policies;

namespace Cordon.Response.Confirming;

/// <summary>A question to a Safe as JSON: the Safe, until when an answer counts, and for each answer what is signed.
/// </summary>
public static class SafeQuestionJson
{
    /// <summary>Writes one object.</summary>
    public static void Write(Utf8JsonWriter json, SafeQuestion question)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(question);
        json.WriteStartObject();
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
}
