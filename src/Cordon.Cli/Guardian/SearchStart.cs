namespace Cordon.Cli.Guardian;

/// <summary>The block from which on events are looked for.</summary>
/// <param name="Source">Who says so, for messages: an option, or a file with its member.</param>
internal readonly record struct SearchStart(ulong Block, string Source);
