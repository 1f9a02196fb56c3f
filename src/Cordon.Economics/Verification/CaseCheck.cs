using System.Text.Json;

namespace Cordon.Economics.Verification;

/// <summary>An answer that is right in more than one form, such as one of several best attacks.</summary>
/// <param name="Text">What the engine found, for the message.</param>
/// <param name="Accepts">Whether the case's expected value is right as well.</param>
public sealed record CaseCheck(string Text, Func<JsonElement, bool> Accepts);
