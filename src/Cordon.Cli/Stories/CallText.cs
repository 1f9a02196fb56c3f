using Cordon.Domain.Blocks;

namespace Cordon.Cli.Stories;

/// <summary>Words for a frame of a call tree.</summary>
internal static class CallText
{
    public static string Kind(CallKind kind) => kind switch
    {
        CallKind.Call => "call",
        CallKind.StaticCall => "static",
        CallKind.DelegateCall => "delegate",
        CallKind.CallCode => "callcode",
        CallKind.Create => "create",
        CallKind.Create2 => "create2",
        _ => "selfdestruct",
    };

    /// <summary>A clause with a space before it, empty for a frame that took effect.</summary>
    public static string Fate(StoryFate fate) => fate switch
    {
        StoryFate.Failed => " (failed)",
        StoryFate.Undone => " (undone by a failure above)",
        _ => "",
    };
}
