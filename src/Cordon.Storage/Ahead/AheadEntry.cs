namespace Cordon.Storage.Ahead;

/// <summary>What was written ahead of the database.</summary>
/// <param name="Number">One more than the entry's before it, over all rounds.</param>
internal sealed record AheadEntry(long Number, byte[] Bytes);
