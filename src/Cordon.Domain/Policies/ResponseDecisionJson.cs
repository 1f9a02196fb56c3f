using System.Text.Json;
using Cordon.Domain.Json;

namespace Cordon.Domain.Policies;

/// <summary>A decision as the JSON object of spec/decision.schema.json: a public contract.</summary>
public static class ResponseDecisionJson
{
    /// <summary>Writes one object.</summary>
    public static void Write(Utf8JsonWriter writer, ResponseDecision decision)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(decision);
        writer.WriteStartObject();
        writer.WriteString("key", decision.Key);
        writer.WriteString("incident", decision.Incident);
        writer.WriteString("protocol", decision.Protocol);
        writer.WriteString("action", NameOf(decision.Action));
        writer.WriteString("permission", NameOf(decision.Permission));
        writer.WriteNumber("durationSeconds", decision.Duration.TotalSeconds);
        writer.WriteTexts("reasons", decision.Reasons);
        writer.WriteString("policyVersion", decision.PolicyVersion);
        writer.WriteString("at", decision.At);
        if (decision.Answer is { } answer)
        {
            writer.WriteStartObject("answer");
            answer.Write(writer);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">A field is missing or not what it should be; the message names it.</exception>
    public static ResponseDecision Read(JsonElement json) => new()
    {
        Key = json.Text("key"),
        Incident = json.Text("incident"),
        Protocol = json.Text("protocol"),
        Action = ReadAction(json),
        Permission = ReadPermission(json),
        Duration = ReadDuration(json),
        Reasons = json.Items("reasons", reason => reason.GetString()
            ?? throw new FormatException("field 'reasons' is not what it should be: expected texts.")),
        PolicyVersion = json.Text("policyVersion"),
        At = json.Time("at"),
        Answer = json.TryGetProperty("answer", out JsonElement answer) ? SignedAnswer.Read(answer) : null,
    };

    /// <summary>The public name of an action: lower case.</summary>
    public static string NameOf(ResponseAction action) => action.ToString().ToLowerInvariant();

    /// <summary>The public name of a permission: lower case with hyphens.</summary>
    public static string NameOf(Permission permission) => permission switch
    {
        Permission.Withheld => "withheld",
        Permission.DryRun => "dry-run",
        Permission.NeedsHuman => "needs-human",
        Permission.Granted => "granted",
        _ => throw new ArgumentOutOfRangeException(nameof(permission), permission, "not a permission"),
    };

    private static Permission ReadPermission(JsonElement json)
    {
        string text = json.Text("permission");
        foreach (Permission permission in Enum.GetValues<Permission>())
        {
            if (NameOf(permission) == text) return permission;
        }

        throw new FormatException($"field 'permission' is not a permission: '{text}'.");
    }

    private static TimeSpan ReadDuration(JsonElement json)
    {
        double seconds = json.Real("durationSeconds");
        return seconds is >= 0 and <= 1e9
            ? TimeSpan.FromSeconds(seconds)
            : throw new FormatException("field 'durationSeconds' is not what it should be: expected 0 to 1e9.");
    }

    private static ResponseAction ReadAction(JsonElement json)
    {
        string text = json.Text("action");
        foreach (ResponseAction action in Enum.GetValues<ResponseAction>())
        {
            if (NameOf(action) == text) return action;
        }

        throw new FormatException($"field 'action' is not an action: '{text}'.");
    }
}
