using System.Text.Json;

namespace Cordon.Cli.Council.Decoding;

/// <summary>What an ABI file says about a value beyond its encoding: Solidity's own type, and the names inside.
/// </summary>
/// <param name="Json">The parameter's entry; undefined where there is none.</param>
internal readonly record struct SolidityType(JsonElement Json)
{
    /// <summary>Such as <c>enum Outcome</c>; empty where it is not known.</summary>
    public string Name => Json.ValueKind == JsonValueKind.Object
        && Json.TryGetProperty("internalType", out JsonElement type) ? type.GetString() ?? "" : "";

    /// <summary>The entry of a member of a struct.</summary>
    public SolidityType Member(int index) => Json.ValueKind == JsonValueKind.Object
        && Json.TryGetProperty("components", out JsonElement members) && index < members.GetArrayLength()
        ? new SolidityType(members[index])
        : default;

    /// <summary>The entry of a parameter in a list of them.</summary>
    public static SolidityType At(JsonElement list, int index) =>
        list.ValueKind == JsonValueKind.Array && index < list.GetArrayLength()
            ? new SolidityType(list[index])
            : default;
}
