namespace Cordon.Engine.Sources;

/// <summary>What a recording says of itself at its beginning.</summary>
/// <param name="Chain">0 where it does not say.</param>
/// <param name="Number">Null where it does not say.</param>
/// <param name="HasHash">Whether the header has the block's hash, which a partial one lacks.</param>
internal readonly record struct BlockLabel(ulong Chain, ulong? Number, bool HasHash);
