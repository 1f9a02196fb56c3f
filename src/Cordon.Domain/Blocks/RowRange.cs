namespace Cordon.Domain.Blocks;

/// <summary>The rows of a table that belong to one transaction: from Start up to, not including, End.</summary>
public readonly record struct RowRange(int Start, int End)
{
    public int Count => End - Start;
}
