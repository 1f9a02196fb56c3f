namespace Cordon.Cli.Checking;

/// <summary>One thing that was checked.</summary>
/// <param name="Place">What it is about, as <c>chain 1</c> or <c>lender</c>.</param>
/// <param name="Text">What was found and, where it is not fine, what was expected.</param>
internal sealed record CheckLine(CheckLevel Level, string Place, string Text);
