namespace Cordon.Ethereum;

/// <summary>The bytes are not canonical RLP, or not of the shape expected.</summary>
public sealed class RlpException(string reason, int position)
    : FormatException($"RLP, byte {position}: {reason}")
{
    private readonly string _reason = reason;

    /// <summary>The index of the byte at fault, counted from the start of the outermost input.</summary>
    public int Position { get; } = position;

    /// <summary>The same fault in an input that has <paramref name="prefix"/> more bytes before it.</summary>
    internal RlpException Behind(int prefix) => new(_reason, Position + prefix);
}
