namespace Cordon.Ethereum;

/// <summary>How much a decoder takes before it gives up on input from outside.</summary>
public sealed record RlpLimits
{
    public static RlpLimits Default { get; } = new();

    /// <summary>Length of the whole input, in bytes.</summary>
    public int SizeBytesMax { get; init; } = 16 * 1024 * 1024;

    /// <summary>Lists within lists, at most 256 so that the decoder's own stack is safe.</summary>
    public int DepthMax { get; init; } = 64;

    /// <summary>Strings and lists together.</summary>
    public int ItemsMax { get; init; } = 1_000_000;
}
