namespace Cordon.Ethereum;

/// <summary>How much a decoder takes, and how exact it is, with data from outside.</summary>
public sealed record AbiLimits
{
    public static AbiLimits Default { get; } = new();

    /// <summary>What the oldest contracts (ABI coder v1) let pass: padding of any content.</summary>
    public static AbiLimits Lenient { get; } = new() { IsStrict = false };

    /// <summary>
    /// Whether padding must be zero, booleans 0 or 1, and numbers within their width. Otherwise what lies outside a
    /// value's width is dropped.
    /// </summary>
    public bool IsStrict { get; init; } = true;

    /// <summary>Array elements and tuple members together; offsets can point to one tail many times.</summary>
    public int ElementsMax { get; init; } = 1_000_000;

    /// <summary>Bytes of all strings and byte arrays together, which offsets can point to many times.</summary>
    public int ContentBytesMax { get; init; } = 64 * 1024 * 1024;
}
