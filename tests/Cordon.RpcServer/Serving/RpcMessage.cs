using System.Globalization;
using System.Text.Json;

namespace Cordon.RpcServer.Serving;

/// <summary>One request as received.</summary>
internal readonly record struct RpcMessage(string Id, string Method, JsonElement Parameters)
{
    /// <summary>Reads a request object.</summary>
    public static RpcMessage Read(JsonElement json)
    {
        string id = json.TryGetProperty("id", out JsonElement i) ? i.GetRawText() : "null";
        string method = json.TryGetProperty("method", out JsonElement m) ? m.ToString() : "";
        JsonElement parameters = json.TryGetProperty("params", out JsonElement p) ? p : default;
        return new RpcMessage(id, method, parameters);
    }

    public JsonElement? Parameter(int index) =>
        Parameters.ValueKind == JsonValueKind.Array && Parameters.GetArrayLength() > index ? Parameters[index] : null;

    public string Text(int index) => Parameter(index) is { ValueKind: JsonValueKind.String } text
        ? text.GetString()!
        : throw NodeErrorException.BadParameters($"parameter {index} must be a string");

    /// <summary>A hex quantity, when the parameter is one.</summary>
    public static ulong? QuantityOf(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.String } text && text.GetString() is ['0', 'x', .. { Length: <= 16 } hex]
            && ulong.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong number)
                ? number
                : null;
}
