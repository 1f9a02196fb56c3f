namespace Cordon.Ethereum;

/// <summary>A decoded RLP value: either a byte string or a list of values.</summary>
public sealed class RlpItem
{
    private readonly byte[]? _bytes;
    private readonly IReadOnlyList<RlpItem>? _items;

    public RlpItem(byte[] bytes) => _bytes = bytes;

    public RlpItem(IReadOnlyList<RlpItem> items) => _items = items;

    public bool IsList => _items is not null;

    /// <exception cref="InvalidOperationException">The item is a list.</exception>
    public ReadOnlySpan<byte> Bytes => _bytes ?? throw new InvalidOperationException("This RLP item is a list.");

    /// <exception cref="InvalidOperationException">The item is a byte string.</exception>
    public IReadOnlyList<RlpItem> Items =>
        _items ?? throw new InvalidOperationException("This RLP item is a byte string.");
}
