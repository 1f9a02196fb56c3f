using Cordon.Ethereum;

namespace Cordon.Node.Engagement;

/// <summary>The words for what is sent to an engagement contract, and what each may cost.</summary>
internal static class Steps
{
    public const string Open = "open";
    public const string Commit = "commit";
    public const string Reveal = "reveal";
    public const string Close = "close";
    public const string Punish = "punish";

    // Twice and more of what contracts/snapshots measure: what a limit leaves unused costs nothing.
    public const ulong OpenGas = 250_000;
    public const ulong CommitGas = 200_000;
    public const ulong RevealGas = 400_000;
    public const ulong CloseGas = 150_000;
    public const ulong PunishGas = 900_000;

    /// <summary>A commitment's own word: another range is another request.</summary>
    public static string CommitOf(Hash256 commitment) => $"{Commit}-{commitment.ToString()[2..18]}";

    /// <summary>What is told once it is in a block.</summary>
    public static string Done(string step) => step switch
    {
        Open => "opened",
        Commit => "committed",
        Reveal => "revealed",
        Close => "closed",
        _ => "punished",
    };
}
