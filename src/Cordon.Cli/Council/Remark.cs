namespace Cordon.Cli.Council;

/// <summary>Something a signer should know.</summary>
/// <param name="Where">What it is about, such as <c>call 1.2</c> or <c>signature 2</c>.</param>
/// <param name="Text">One sentence or two.</param>
internal sealed record Remark(Gravity Gravity, string Where, string Text);
